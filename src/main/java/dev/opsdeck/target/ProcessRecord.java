package dev.opsdeck.target;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A process that was started, as it is remembered on disk. The process id alone would not do: ids are used again.
 *
 * @param start when it started, by the operating system
 * @param exitCode null while it runs, and when it ended while nobody watched
 */
record ProcessRecord(long pid, Instant start, @Nullable Integer exitCode) {
    /** The operating system tells start times relative to a boot time that it rounds and corrects. */
    private static final Duration ROUNDING = Duration.ofSeconds(2);

    static ProcessRecord of(ProcessHandle process) {
        return new ProcessRecord(process.pid(), process.info().startInstant().orElse(Instant.EPOCH), null);
    }

    static Optional<ProcessRecord> read(Path file) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String exitCode = properties.getProperty("exit-code");
        return Optional.of(new ProcessRecord(
                Long.parseLong(properties.getProperty("pid")),
                Instant.parse(properties.getProperty("start")),
                exitCode == null ? null : Integer.valueOf(exitCode)));
    }

    void write(Path file) {
        var properties = new Properties();
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("start", start.toString());
        if (exitCode != null) {
            properties.setProperty("exit-code", exitCode.toString());
        }
        try {
            var text = new StringWriter();
            properties.store(text, null);
            AtomicFile.write(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean sameProcess(ProcessRecord other) {
        return pid == other.pid && start.equals(other.start);
    }

    ProcessRecord exited(int code) {
        return new ProcessRecord(pid, start, code);
    }

    /** The process, if it still runs. */
    Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid).filter(Liveness::runs).filter(this::started);
    }

    private boolean started(ProcessHandle process) {
        return process.info()
                .startInstant()
                .filter(at -> Duration.between(start, at).abs().compareTo(ROUNDING) <= 0)
                .isPresent();
    }
}
