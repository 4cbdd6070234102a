package dev.opsdeck.target.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.plan.TargetException;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.SshServer;
import dev.opsdeck.testing.Tool;
import dev.opsdeck.testing.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RemoteFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void files_are_written_whole_on_this_machine() throws IOException {
        try (var shop = new Upkept(folder, """
                runtime: process
                upkeep: { commands: { look: { command: [echo] } } }
                """)) {
            Machine machine = machine(shop);
            proveFiles(machine, Files.createDirectory(folder.resolve("files")).toString());
            provePrograms(machine);

            Path real = Files.writeString(folder.resolve("real"), "old");
            Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
            Files.createSymbolicLink(folder.resolve("link"), real);
            new RemoteFile(machine, folder.resolve("link").toString())
                    .resolved()
                    .write("new", "644");
            assertThat(real).hasContent("new");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                    .isEqualTo("rw-r-----");
        }
    }

    @Test
    @Needs(Tool.SSHD)
    void files_are_written_whole_over_ssh() throws IOException {
        try (SshServer server = SshServer.start();
                var shop = new Upkept(Files.createDirectory(folder.resolve("catalog")), """
                        runtime: process
                        hosts:
                          web: { ssh: { address: %s, port: %d, user: %s, key: %s, known-hosts: %s } }
                        upkeep: { commands: { look: { host: web, command: [echo] } } }
                        """.formatted(
                                server.address().address(),
                                server.address().port(),
                                server.address().user(),
                                server.address().key(),
                                server.address().knownHosts()))) {
            Machine machine = machine(shop);
            proveFiles(machine, Files.createDirectory(folder.resolve("files")).toString());
            provePrograms(machine);

            server.restart();
            assertThat(machine.run(List.of("echo", "again")).text()).isEqualTo("again\n");
        }
    }

    @Test
    @EngineTest
    void files_are_written_whole_in_a_container(Engine engine) {
        start(engine);
        try (var shop = new Upkept(folder, """
                runtime: { docker: { project: %s, host: "%s" } }
                services: { web: {} }
                upkeep:
                  commands: { look: { service: web, command: [echo] } }
                """.formatted(engine.project(), engine.host()))) {
            Machine machine = machine(shop);
            machine.must("mkdir", "-p", "/files");
            proveFiles(machine, "/files");
            provePrograms(machine);

            start(engine);
            assertThatThrownBy(() -> shop.machines.withFiles(
                            shop.system(),
                            Objects.requireNonNull(
                                    shop.system().upkeep().commands().get("look"))))
                    .isInstanceOf(TargetException.class)
                    .hasMessageStartingWith("2 containers of web run");
        }
    }

    private static void start(Engine engine) {
        engine.start(Workload.of("web"));
    }

    private static Machine machine(Upkept shop) {
        return shop.machines.of(
                shop.system(),
                java.util.Objects.requireNonNull(
                        Objects.requireNonNull(shop.system().upkeep().commands().get("look"))));
    }

    static void proveFiles(Machine machine, String folder) {
        var file = new RemoteFile(machine, folder + "/it's $(a) file");
        assertThat(file.read()).isEmpty();
        var large = new byte[300_000];
        new Random(7).nextBytes(large);
        for (byte[] content : List.of(new byte[0], "one\n".getBytes(), large, "end".getBytes())) {
            file.write(content, "640");
            assertThat(file.read()).hasValueSatisfying(read -> assertThat(read).isEqualTo(content));
            assertThat(file.size()).isEqualTo(content.length);
        }
        assertThat(machine.run(List.of("stat", "-c", "%a", file.path())).text()).isEqualTo("640\n");
        assertThat(machine.run(List.of("ls", folder)).text()).isEqualTo("it's $(a) file\n");
        var copy = new RemoteFile(machine, folder + "/copy");
        file.copyTo(copy);
        copy.moveTo(file);
        assertThat(copy.exists()).isFalse();
        file.remove();
        assertThat(file.exists()).isFalse();
        assertThatThrownBy(() -> new RemoteFile(machine, folder + "/none/at/all").write("x", "600"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining(machine.where());
    }

    static void provePrograms(Machine machine) {
        var lines = new ArrayList<String>();
        int code = machine.run(
                List.of("sh", "-c", "echo one; echo two >&2; printf three; exit 4"),
                Duration.ofSeconds(20),
                lines::add);
        assertThat(code).isEqualTo(4);
        assertThat(String.join("", lines)).contains("one").contains("two").contains("three");
        assertThatThrownBy(() -> machine.must("sh", "-c", "echo sorry >&2; exit 3"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("ended with code 3: sorry");
    }
}
