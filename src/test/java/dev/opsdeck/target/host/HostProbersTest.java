package dev.opsdeck.target.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.opsdeck.catalog.Host;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Monitoring;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.testing.Catalogs;
import dev.opsdeck.testing.FullDisk;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.SshServer;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every question is asked of this machine and of the same machine over SSH: {@code "local"} and {@code "remote"}. */
@Needs(Tool.SSHD)
@SuppressWarnings("NullAway.Init")
final class HostProbersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private static SshServer server;
    private static SshHosts ssh;
    private static Hosts hosts;
    private static ManagedSystem shop;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = SshServer.start();
        ssh = new SshHosts(Duration.ofMinutes(1));
        hosts = new Hosts(new LocalHost(), ssh);
        shop = Catalogs.system(
                Map.of(
                        "local", new Host("local", null, null),
                        "remote", new Host("remote", null, server.address())),
                Monitoring.NONE);
    }

    @AfterAll
    static void stop() {
        ssh.close();
        server.close();
    }

    private static double value(Reading reading, String name) {
        return reading.measures().stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static Reading disk(@Nullable String host, @Nullable String path) {
        return new DiskProber(hosts).ask(shop, new Probe.Disk(host, path), PATIENCE);
    }

    private Reading newest(String host, String files) {
        return new NewestFileProber(hosts, Clock.fixed(NOW, ZoneOffset.UTC))
                .ask(shop, new Probe.NewestFile(host, folder.toString(), files), PATIENCE);
    }

    private Reading git(String host) {
        return new GitProber(hosts).ask(shop, new Probe.Git(host, folder.toString(), 2), PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    @Needs(Tool.MOUNT)
    void a_full_disk_is_measured(String host) {
        try (var disk = FullDisk.tmpfs(folder, 2)) {
            assertThat(value(disk(host, folder.toString()), "used")).isLessThan(10);
            disk.fill(2);
            Reading reading = disk(host, folder.toString());
            assertThat(value(reading, "used")).isEqualTo(100);
            assertThat(value(reading, "free")).isZero();
            assertThat(value(reading, "inodes")).isBetween(0.5, 5.0);
            assertThat(reading.measures()).extracting(Measure::label).containsOnly("");
            assertThat(reading.summary()).contains(folder + " on " + host + " is 100 % full, 0 B free");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void all_disks_are_measured_under_their_mount_points_without_pseudo_file_systems(String host) {
        Reading reading = disk(host, null);
        assertThat(reading.measures().getFirst().name()).isEqualTo("used");
        assertThat(reading.measures()).extracting(Measure::label).allMatch(label -> label.startsWith("/"));
        assertThat(Objects.requireNonNull(reading.table()).rows())
                .extracting(row -> row.get(4))
                .doesNotContain("tmpfs", "devtmpfs", "proc", "squashfs");
    }

    @Test
    void a_path_that_is_not_there_is_told() {
        assertThatThrownBy(() -> disk("remote", "/no/such/path"))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("df on remote failed with code 1: df: /no/such/path: No such file or directory");
    }

    @Test
    void a_host_that_the_catalog_does_not_name_is_told() {
        assertThatThrownBy(() -> disk("absent", null)).hasMessage("The catalog of shop has no host absent.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void memory_is_what_the_kernel_says(String host) throws IOException {
        Reading reading = new MemoryProber(hosts).ask(shop, new Probe.Memory(host), PATIENCE);
        double total = Files.readString(Path.of("/proc/meminfo"))
                .lines()
                .filter(line -> line.startsWith("MemTotal:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
        assertThat(reading.measures().getFirst().name()).isEqualTo("used");
        assertThat(value(reading, "used")).isBetween(0.1, 100.0);
        assertThat(total * (100 - value(reading, "used")) / 100).isCloseTo(value(reading, "available"), within(1.0));
    }

    @Test
    void used_swap_is_measured_and_a_host_without_swap_has_none() {
        server.program(
                "cat", "printf 'MemTotal: 1000 kB\\nMemAvailable: 250 kB\\nSwapTotal: 400 kB\\nSwapFree: 100 kB\\n'");
        try {
            Reading reading = new MemoryProber(hosts).ask(shop, new Probe.Memory("remote"), PATIENCE);
            assertThat(value(reading, "used")).isEqualTo(75);
            assertThat(value(reading, "swap")).isEqualTo(75);
        } finally {
            server.withdraw("cat");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void load_is_measured_for_each_processor(String host) throws IOException {
        Reading reading = new LoadProber(hosts).ask(shop, new Probe.Load(host), PATIENCE);
        double kernel =
                Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[2]);
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(reading.measures()).extracting(Measure::name).containsExactly("load", "load5", "load15", "uptime");
        assertThat(value(reading, "load15")).isCloseTo(kernel / processors, within(0.2));
        assertThat(value(reading, "uptime")).isPositive();
    }

    @Test
    void gpus_are_measured_with_a_stand_in_for_nvidia_smi_because_there_is_no_gpu() {
        server.program(
                "nvidia-smi",
                "case \"$1\" in --query-gpu=index,name,memory.used,memory.total,utilization.gpu,temperature.gpu) ;;"
                        + " *) exit 9 ;; esac\n"
                        + "[ \"$2\" = --format=csv,noheader,nounits ] || exit 9\n"
                        + "echo '0, NVIDIA A100, 30000, 40000, 97, 71'\n"
                        + "echo '1, NVIDIA A100, 1000, 40000, [N/A], 40'");
        try {
            Reading reading = new GpuProber(hosts).ask(shop, new Probe.Gpu("remote"), PATIENCE);
            assertThat(reading.measures())
                    .containsExactly(
                            new Measure("memory", 75, "percent", "0 NVIDIA A100"),
                            new Measure("use", 97, "percent", "0 NVIDIA A100"),
                            new Measure("temperature", 71, "°C", "0 NVIDIA A100"),
                            new Measure("memory", 2.5, "percent", "1 NVIDIA A100"),
                            new Measure("temperature", 40, "°C", "1 NVIDIA A100"));
        } finally {
            server.withdraw("nvidia-smi");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void a_host_without_nvidia_smi_says_so(String host) {
        assertThatThrownBy(() -> new GpuProber(hosts).ask(shop, new Probe.Gpu(host), PATIENCE))
                .isInstanceOf(ProbeException.class)
                .hasMessageStartingWith("There is no nvidia-smi on " + host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void the_newest_file_that_fits_has_an_age_and_a_size(String host) throws IOException {
        file("old.sql.gz", 10, Duration.ofHours(50));
        file("new one.sql.gz", 2048, Duration.ofMinutes(90));
        file("newest.txt", 1, Duration.ofMinutes(1));
        Files.createDirectory(folder.resolve("folder.sql.gz"));
        Reading reading = newest(host, "*.sql.gz");
        assertThat(reading.failures()).isEmpty();
        assertThat(reading.measures())
                .containsExactly(Measure.of("age", 1.5, "hours"), Measure.of("size", 2048, "bytes"));
        assertThat(reading.summary()).contains("is new one.sql.gz, 1.5 hours old, 2 kB");
    }

    private void file(String name, int size, Duration age) throws IOException {
        Path file = Files.write(folder.resolve(name), new byte[size]);
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void an_empty_folder_is_a_failure_and_a_missing_one_is_told(String host) throws IOException {
        file("newest.txt", 1, Duration.ofMinutes(1));
        Reading reading = newest(host, "*.sql.gz");
        assertThat(reading.failures()).containsExactly("There is no file *.sql.gz in " + folder + " on " + host + ".");
        assertThat(reading.measures()).isEmpty();
        Files.delete(folder.resolve("newest.txt"));
        Files.delete(folder);
        assertThatThrownBy(() -> newest(host, "*")).hasMessageContaining("No such file or directory");
        Files.createDirectory(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void a_working_copy_tells_revision_branch_changes_and_commits_and_stays_as_it_was(String host) throws Exception {
        run("git", "init", "-q", "-b", "release");
        commit("one");
        commit("two");
        commit("three");
        Files.writeString(folder.resolve("file"), "changed");
        Files.writeString(folder.resolve("new"), "new");
        FileTime index = Files.getLastModifiedTime(folder.resolve(".git/index"));
        run("git", "config", "core.fsmonitor", "touch " + folder.resolve("hacked"));
        Reading reading = git(host);
        String revision = run("git", "rev-parse", "HEAD").strip();
        assertThat(reading.summary())
                .isEqualTo(folder + " on " + host + " is at " + revision.substring(0, 10)
                        + " of release, 2 files changed");
        assertThat(reading.measures()).containsExactly(Measure.of("changed", 2, null));
        assertThat(Objects.requireNonNull(reading.table()).rows())
                .extracting(row -> row.get(2) + ": " + row.get(3))
                .containsExactly("Vera Lindqvist: three", "Vera Lindqvist: two");
        assertThat(folder.resolve("hacked")).doesNotExist();
        assertThat(Files.getLastModifiedTime(folder.resolve(".git/index"))).isEqualTo(index);
    }

    private void commit(String subject) throws Exception {
        Files.writeString(folder.resolve("file"), subject);
        run("git", "add", "file");
        run(
                "git",
                "-c",
                "user.name=Vera Lindqvist",
                "-c",
                "user.email=vera@demo.example",
                "commit",
                "-q",
                "-m",
                subject);
    }

    private String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void a_folder_that_is_no_working_copy_is_told(String host) {
        assertThatThrownBy(() -> git(host))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("git on " + host + " failed with code 128: fatal: not a git repository");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void a_command_that_hangs_is_told_within_the_time_and_ended(String host) throws Exception {
        run("git", "init", "-q");
        Files.delete(folder.resolve(".git/HEAD"));
        // Nobody ever writes into this pipe, so that git waits for it: as a dead network share makes programs wait.
        run("mkfifo", ".git/HEAD");
        var probe = new Probe.Git(host, folder.toString(), 1);
        long began = System.nanoTime();
        assertThatThrownBy(() -> new GitProber(hosts).ask(shop, probe, Duration.ofSeconds(1)))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("did not end in time and was stopped");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        Awaitility.await("git is gone").atMost(Duration.ofSeconds(60)).until(() -> ProcessHandle.allProcesses()
                .noneMatch(process -> process.info().commandLine().orElse("").contains(folder.toString())));
    }
}
