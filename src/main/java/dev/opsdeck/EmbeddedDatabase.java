package dev.opsdeck;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of opsdeck's own, with its data under the home folder. When opsdeck was killed the server lived
 * on; the next opsdeck goes on with it instead of starting a second one over the same data.
 */
final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final int port;
    private final Optional<EmbeddedPostgres> own;

    private EmbeddedDatabase(int port, Optional<EmbeddedPostgres> own) {
        this.port = port;
        this.own = own;
    }

    static EmbeddedDatabase start(Path home) {
        Path data = home.resolve("postgres").resolve("data");
        Optional<Integer> running = runningPort(data);
        if (running.isPresent()) {
            LOG.info("Going on with the embedded PostgreSQL that is running on port {}", running.get());
            return new EmbeddedDatabase(running.get(), Optional.empty());
        }
        try {
            Files.createDirectories(data.getParent());
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(home.resolve("postgres").toFile())
                    .setRegisterShutdownHook(false)
                    // The library's defaults are for tests: what was committed could be lost with the machine's power.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("shared_buffers", "64MB")
                    .start();
            return new EmbeddedDatabase(postgres.getPort(), Optional.of(postgres));
        } catch (IOException | IllegalStateException e) {
            throw new Settings.SettingException("The embedded PostgreSQL did not start under " + home
                    + ". Check that the folder is writable and that the disk is not full, set OPSDECK_HOME to another"
                    + " folder, or set DATABASE_URL to a PostgreSQL of yours. (" + e.getMessage() + ")");
        }
    }

    /** The server writes its process id into line 1 and its port into line 4 of postmaster.pid. */
    private static Optional<Integer> runningPort(Path data) {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            boolean alive = ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                    .flatMap(process -> process.info().command())
                    .filter(command -> command.endsWith("postgres"))
                    .isPresent();
            return alive ? Optional.of(Integer.parseInt(lines.get(3).strip())) : Optional.empty();
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    @Override
    public void close() throws IOException {
        if (own.isPresent()) {
            own.get().close();
        }
    }
}
