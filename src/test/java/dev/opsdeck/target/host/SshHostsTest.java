package dev.opsdeck.target.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.Host;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.SshServer;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Needs(Tool.SSHD)
@SuppressWarnings("NullAway.Init")
final class SshHostsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern SIGNED_IN = Pattern.compile("Accepted publickey");
    private static final HostCommand NPROC = new HostCommand.Processors();

    private SshServer server;
    private SshHosts hosts;

    @BeforeEach
    void start() {
        server = SshServer.start();
        hosts = new SshHosts(Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() {
        hosts.close();
        server.close();
    }

    private HostOutput run(Host.Ssh at) {
        return hosts.run(at, NPROC, PATIENCE);
    }

    private void refused(Host.Ssh at, String... words) {
        assertThatThrownBy(() -> run(at)).isInstanceOf(ProbeException.class).satisfies(e -> assertThat(e.getMessage())
                .contains(words));
    }

    private long signIns() {
        return SIGNED_IN.matcher(server.log()).results().count();
    }

    @Test
    void a_command_runs_and_its_exit_code_and_errors_come_back() {
        server.program("nproc", "echo 3; echo oh >&2; exit 4");
        assertThat(run(server.address())).isEqualTo(new HostOutput(4, "3\n", "oh\n"));
    }

    @Test
    void arguments_arrive_as_they_are() throws IOException {
        String name = "it's $(touch hacked) `id` \"q\" *;&|<> #\\ é";
        Path folder = Files.createDirectories(server.folder().resolve("a b'c"));
        Files.writeString(folder.resolve("one"), "");
        server.program("find", "for each in \"$@\"; do printf '%s\\n' \"$each\"; done");
        String output = hosts.run(server.address(), new HostCommand.FilesIn(folder.toString(), name), PATIENCE)
                .output();
        assertThat(output.lines()).containsSubsequence(folder.toString(), "-name", name, "-printf", "%T@ %s %f\\0");
    }

    @Test
    void a_host_that_is_not_known_is_refused_before_anything_is_sent() throws IOException {
        Path nobody = Files.writeString(server.folder().resolve("nobody"), "other.test ssh-ed25519 AAAA\n");
        refused(server.address(server.folder().resolve("user"), nobody), "its key is not in " + nobody, "ssh-keyscan");
        assertThat(signIns()).isZero();
    }

    @Test
    void a_host_with_another_key_than_the_known_one_is_refused() {
        server.anotherKey("stranger", "");
        refused(
                server.address(server.folder().resolve("user"), server.knownBy("stranger")),
                "its key is not the one in",
                "Somebody may be in between");
        assertThat(signIns()).isZero();
    }

    @Test
    void a_host_that_is_known_by_one_of_its_keys_only_is_asked_for_that_one() {
        assertThat(run(server.address(server.folder().resolve("user"), server.knownBy("host_rsa")))
                        .exitCode())
                .isZero();
    }

    @Test
    void a_revoked_key_is_refused() throws IOException {
        Path known = server.knownBy("host_ed25519");
        Files.writeString(known, Files.readString(known) + "@revoked " + Files.readString(known));
        refused(server.address(server.folder().resolve("user"), known), "its key is not the one in");
    }

    @Test
    void hashed_names_are_understood() throws Exception {
        Path known = server.knownBy("host_ed25519");
        Process hash = new ProcessBuilder("ssh-keygen", "-q", "-H", "-f", known.toString()).start();
        assertThat(hash.waitFor()).isZero();
        assertThat(Files.readString(known)).startsWith("|1|");
        assertThat(run(server.address(server.folder().resolve("user"), known)).exitCode())
                .isZero();
    }

    @Test
    void a_key_that_the_host_does_not_let_in_is_told() {
        Path stranger = server.anotherKey("stranger", "");
        refused(
                server.address(stranger, server.folder().resolve("known_hosts")),
                "Could not sign in",
                stranger.toString(),
                "authorized_keys");
    }

    @Test
    void a_key_with_a_passphrase_or_without_a_file_is_told() {
        Path locked = server.anotherKey("locked", "words");
        refused(server.address(locked, server.folder().resolve("known_hosts")), "without a passphrase");
        Path absent = server.folder().resolve("absent");
        refused(server.address(absent, server.folder().resolve("known_hosts")), "Could not read the private key");
    }

    @Test
    void a_missing_file_of_known_hosts_is_told() {
        Path absent = server.folder().resolve("absent");
        refused(server.address(server.folder().resolve("user"), absent), "Could not read the known hosts in " + absent);
    }

    @Test
    void commands_share_one_session_even_when_many_run_at_once() throws Exception {
        run(server.address());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = threads.invokeAll(IntStream.range(0, 20)
                    .<Callable<Integer>>mapToObj(
                            _ -> () -> run(server.address()).exitCode())
                    .toList());
            for (var each : asked) {
                assertThat(each.get()).isZero();
            }
        }
        assertThat(signIns()).isEqualTo(1);
    }

    @Test
    void a_session_that_died_is_replaced() {
        run(server.address());
        server.restart();
        assertThat(run(server.address()).exitCode()).isZero();
        assertThat(signIns()).isEqualTo(2);
    }

    @Test
    void a_session_that_nobody_uses_is_closed() {
        var impatient = new SshHosts(Duration.ofMillis(500));
        try {
            impatient.run(server.address(), NPROC, PATIENCE);
            Awaitility.await("the session ends").atMost(Duration.ofSeconds(60)).until(() -> server.log()
                    .contains("Disconnected from user"));
        } finally {
            impatient.close();
        }
    }

    @Test
    void a_command_that_takes_too_long_is_told_and_killed_on_the_host() throws IOException {
        Path pid = server.folder().resolve("pid");
        server.program("nproc", "echo $$ > " + pid + "; exec sleep 600");
        assertThatThrownBy(() -> hosts.run(server.address(), NPROC, Duration.ofSeconds(2)))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("nproc on 127.0.0.1 did not end in time and was stopped");
        long running = Long.parseLong(Files.readString(pid).strip());
        Awaitility.await("the command is gone").atMost(Duration.ofSeconds(60)).until(() -> ProcessHandle.of(running)
                .isEmpty());
    }

    @Test
    void too_much_output_is_told_and_the_command_ends() {
        server.program("nproc", "exec yes");
        assertThatThrownBy(() -> run(server.address()))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("printed more than 1 MB");
        server.program("nproc", "echo 2");
        assertThat(run(server.address()).output()).isEqualTo("2\n");
    }

    @Test
    void a_host_that_never_answers_is_told_within_the_time() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Path known = Files.writeString(
                    server.folder().resolve("silent"),
                    "[127.0.0.1]:" + silent.getLocalPort() + " "
                            + Files.readString(server.folder().resolve("host_ed25519.pub")));
            var at = new Host.Ssh(
                    "127.0.0.1",
                    silent.getLocalPort(),
                    "ops",
                    server.folder().resolve("user").toString(),
                    known.toString());
            long began = System.nanoTime();
            assertThatThrownBy(() -> hosts.run(at, NPROC, Duration.ofMillis(800)))
                    .isInstanceOf(ProbeException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        }
    }
}
