package dev.opsdeck.target;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts a process so that it is found again even if opsdeck is killed in the middle of starting it: first a note that
 * a start begins, then the process, which writes down its own id before it becomes the program, then the record, and
 * then note and id go. {@link #recover} goes on where that was cut off.
 */
final class ProcessStart {
    /** Writes its process id, which {@code exec} keeps, to the first argument; the rest is the program. */
    private static final String SCRIPT = "echo $$ >\"$1\" && shift && exec \"$@\"";

    /** Between the birth of a process and its first line of shell lies far less. */
    private static final Duration FIRST_LINE = Duration.ofSeconds(3);

    private final Path note;
    private final Path id;

    ProcessStart(Path folder) {
        this.note = folder.resolve("starting");
        this.id = folder.resolve("starting.pid");
    }

    /** The process, and the record of it: what has ended already cannot be asked for its start a second time. */
    record Started(Process process, ProcessRecord record) {}

    Started start(Launch launch, Path output, Path record) throws IOException {
        Files.deleteIfExists(id);
        AtomicFile.write(note, "");
        Process process = born(builder(launch, output));
        var started = new Started(process, ProcessRecord.of(process.toHandle()));
        started.record().write(record);
        finish();
        return started;
    }

    private Process born(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            finish();
            throw e;
        }
    }

    private ProcessBuilder builder(Launch launch, Path output) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "opsdeck", id.toString()));
        command.addAll(launch.command());
        var builder = new ProcessBuilder(command)
                .directory(launch.directory().toFile())
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output.toFile()));
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        return builder;
    }

    /** Whether a start is under way, or died under way. */
    boolean interrupted() {
        return Files.exists(note);
    }

    /** Records the process of a start that died, if it came that far. Leaves one be that may still come. */
    boolean recover(Path record) {
        try {
            Optional<ProcessHandle> found = found();
            found.ifPresent(process -> ProcessRecord.of(process).write(record));
            if (found.isEmpty() && Files.exists(note) && age(note).compareTo(FIRST_LINE) < 0) {
                return false;
            }
            finish();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that wrote the id, unless that has ended and its id was given to another since. */
    private Optional<ProcessHandle> found() throws IOException {
        if (!Files.exists(id)) {
            return Optional.empty();
        }
        String text = Files.readString(id).strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Instant written = Files.getLastModifiedTime(id).toInstant();
        return ProcessHandle.of(Long.parseLong(text)).filter(Liveness::runs).filter(process -> process.info()
                .startInstant()
                .filter(at -> Duration.between(at, written).abs().compareTo(FIRST_LINE) <= 0)
                .isPresent());
    }

    /** Both times are the file system's, so no clock of ours is mixed in. */
    private Duration age(Path file) throws IOException {
        Path probe = file.resolveSibling("now");
        Files.writeString(probe, "");
        Duration age = Duration.between(
                Files.getLastModifiedTime(file).toInstant(),
                Files.getLastModifiedTime(probe).toInstant());
        Files.delete(probe);
        return age;
    }

    private void finish() throws IOException {
        Files.deleteIfExists(note);
        Files.deleteIfExists(id);
    }
}
