package dev.opsdeck.testing;

import dev.opsdeck.catalog.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A real OpenSSH server for the account that the tests run under, with host keys, a user key and a file of known hosts
 * of its own; only where {@link Tool#SSHD} is there.
 */
public final class SshServer implements AutoCloseable {
    private static final String CONFIGURATION = """
            ListenAddress 127.0.0.1
            Port %d
            HostKey %s/host_ed25519
            HostKey %s/host_rsa
            AuthorizedKeysFile %s/authorized_keys
            StrictModes no
            UsePAM no
            PidFile none
            PermitRootLogin yes
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            SetEnv PATH=%s/bin:/usr/local/bin:/usr/bin:/bin
            LogLevel VERBOSE
            """;

    private final Path folder;
    private final int port;
    private ServerProcess process;

    private SshServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.process = run();
    }

    /** Makes keys, starts it, and waits until it listens. */
    public static SshServer start() {
        Path folder = ServerProcess.folder("sshd");
        int port = FreePort.any();
        try {
            Files.createDirectories(folder.resolve("bin"));
            key(folder, "host_ed25519", "ed25519", "");
            key(folder, "host_rsa", "rsa", "");
            key(folder, "user", "ed25519", "");
            Files.copy(folder.resolve("user.pub"), folder.resolve("authorized_keys"));
            know(folder.resolve("known_hosts"), port, folder.resolve("host_ed25519.pub"));
            Files.writeString(
                    folder.resolve("sshd_config"), CONFIGURATION.formatted(port, folder, folder, folder, folder));
            if (isRoot()) {
                // Where the server keeps itself apart from root; the package makes it only when its service starts.
                Files.createDirectories(Path.of("/run/sshd"));
            }
            return new SshServer(folder, port);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private ServerProcess run() {
        var command = List.of(
                Tool.program("sshd").toString(),
                "-D",
                "-e",
                "-f",
                folder.resolve("sshd_config").toString());
        return ServerProcess.start(folder, command, () -> ServerProcess.accepts(port));
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void key(Path folder, String name, String type, String passphrase) {
        Tool.run(
                Tool.program("ssh-keygen").toString(),
                "-q",
                "-t",
                type,
                "-N",
                passphrase,
                "-C",
                "test",
                "-f",
                folder.resolve(name).toString());
    }

    private static void know(Path file, int port, Path key) throws IOException {
        Files.writeString(file, "[127.0.0.1]:" + port + " " + Files.readString(key));
    }

    /** How the catalog would say to reach it. */
    public Host.Ssh address() {
        return address(folder.resolve("user"), folder.resolve("known_hosts"));
    }

    /** The same with another key of the user, or another file of known hosts. */
    public Host.Ssh address(Path key, Path knownHosts) {
        return new Host.Ssh("127.0.0.1", port, System.getProperty("user.name"), key.toString(), knownHosts.toString());
    }

    /** A key that the server does not let in, or not without its passphrase. */
    public Path anotherKey(String name, String passphrase) {
        key(folder, name, "ed25519", passphrase);
        return folder.resolve(name);
    }

    /** A file of known hosts with this public key for the server: {@code host_ed25519}, {@code host_rsa} or another. */
    public Path knownBy(String key) {
        try {
            Path file = Files.createTempFile(folder, "known", "");
            know(file, port, folder.resolve(key + ".pub"));
            return file;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts a shell script in front of the path of all who sign in. */
    public void program(String name, String script) {
        try {
            Path file = folder.resolve("bin").resolve(name);
            Files.writeString(file, "#!/bin/sh\n" + script + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes it away again. */
    public void withdraw(String name) {
        try {
            Files.delete(folder.resolve("bin").resolve(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends it and every session, and starts it anew on the same port. */
    public void restart() {
        process.kill();
        process = run();
    }

    /** Where the test may leave files. */
    public Path folder() {
        return folder;
    }

    /** What it has said, such as who signed in. */
    public String log() {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
