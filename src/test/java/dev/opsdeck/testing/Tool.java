package dev.opsdeck.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the machine that tests run for themselves, and abilities that not every account has. */
public enum Tool {
    PROMETHEUS("Prometheus and Alertmanager", "OPSDECK_REQUIRE_PROMETHEUS", "prometheus", "prometheus-alertmanager"),
    SSHD("OpenSSH server", "OPSDECK_REQUIRE_SSHD", "sshd", "ssh-keygen"),
    NGINX("nginx", "OPSDECK_REQUIRE_NGINX", "nginx"),
    LOGROTATE("logrotate", "OPSDECK_REQUIRE_LOGROTATE", "logrotate"),
    POSTGRES("PostgreSQL with its programs", "OPSDECK_REQUIRE_POSTGRES", "initdb", "postgres", "pg_dump", "psql"),
    COMPOSE("Docker Compose with the docker program", "OPSDECK_REQUIRE_COMPOSE", "docker-compose", "docker", "ss"),
    DNSMASQ("dnsmasq", "OPSDECK_REQUIRE_DNSMASQ", "dnsmasq"),
    MOUNT("permission to mount file systems", "OPSDECK_REQUIRE_MOUNT", "mount", "umount") {
        @Override
        Optional<String> problem() {
            return super.problem().or(Tool::mountProblem);
        }
    };

    private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/bin");

    private final Requirement requirement;
    private final List<String> programs;

    Tool(String title, String variable, String... programs) {
        this.requirement = new Requirement(title, variable);
        this.programs = List.of(programs);
    }

    Requirement requirement() {
        return requirement;
    }

    /** Why it cannot be used; empty when it can. */
    Optional<String> problem() {
        return programs.stream()
                .filter(program -> find(program).isEmpty())
                .findFirst()
                .map(program -> "there is no " + program);
    }

    /** Where the program is. */
    public static Path program(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("there is no " + name));
    }

    private static Optional<Path> find(String program) {
        return Stream.concat(versions(), FOLDERS.stream().map(Path::of))
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Debian keeps the servers of PostgreSQL there, side by side. */
    private static Stream<Path> versions() {
        File[] versions = new File("/usr/lib/postgresql").listFiles();
        return Stream.of(versions == null ? new File[0] : versions)
                .map(version -> version.toPath().resolve("bin"));
    }

    private static Optional<String> mountProblem() {
        try {
            Path folder = Files.createTempDirectory("opsdeck-mount");
            try (var _ = FullDisk.tmpfs(folder, 1)) {
                return Optional.empty();
            } finally {
                Files.delete(folder);
            }
        } catch (IOException | IllegalStateException e) {
            return Optional.of("mount failed: " + e.getMessage());
        }
    }

    /** Runs a program to its end; what it prints. */
    static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
