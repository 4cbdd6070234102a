package dev.opsdeck.backup;

import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.Piped;
import dev.opsdeck.target.PipedEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A folder, or some files, in whose place a backup is put. What is done there is a script of the POSIX shell, the same
 * for every place; what varies is given as arguments.
 *
 * @param what it is, for people
 * @param paths absolute; one when it is a folder
 */
record FileTree(Place place, String what, boolean folder, List<String> paths) {
    private static final String SCRIPT = script();

    /** Within a file system, everything changes its place at once. */
    private static final Duration QUICK = Duration.ofMinutes(5);

    FileTree {
        paths = List.copyOf(paths);
    }

    /** What of a restore is there. */
    enum State {
        /** Nothing that is whole. */
        NOTHING,
        /** All of it waits beside what it is to replace. */
        UNPACKED,
        /** Some of it is in place. */
        BETWEEN,
        /** All of it is in place. */
        SWAPPED
    }

    private static String script() {
        try (InputStream file = FileTree.class.getResourceAsStream("files.sh")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which of the paths are not there. */
    List<String> missing() {
        return lines("missing", 0, "");
    }

    State state(long run) {
        return State.valueOf(run("state", run, "").strip().toUpperCase(Locale.ROOT));
    }

    /**
     * Unpacks a backup beside what it is to replace, and sees that it is what was written.
     *
     * @throws TargetException when not all of it could be unpacked
     */
    void unpack(Content content, long bytes, long run, String mark, StepControl control, Duration limit)
            throws IOException, BrokenBackupException {
        var input = new Padded(new Told(content, control), bytes);
        PipedEnd end = run(
                arguments("unpack", run, Long.toString(bytes)),
                input,
                OutputStream.nullOutputStream(),
                mark,
                control::cancelled,
                limit);
        content.prove();
        if (end.exitCode() != 0) {
            throw ToolFault.of("Could not unpack it beside " + what, "tar", end);
        }
        run("ready", run, "");
    }

    /** Takes away what was unpacked. */
    void sweep(long run) {
        run("sweep", run, "");
    }

    /** Puts what was unpacked in place; goes on where that was cut off. */
    void swap(long run) {
        run("swap", run, "");
    }

    /**
     * Puts back what was there before; again and again, if need be.
     *
     * @param missing which of the paths were not there
     */
    void back(long run, String missing) {
        run("back", run, missing);
    }

    /** Deletes what was there before. */
    void drop(long run) {
        run("drop", run, "");
    }

    /** Where what was there before is. */
    List<String> kept(long run) {
        return lines("kept", run, "");
    }

    /** Where what was in place for a while is. */
    List<String> withdrawn(long run) {
        return lines("withdrawn", run, "");
    }

    private List<String> lines(String act, long run, String argument) {
        return run(act, run, argument).lines().filter(line -> !line.isBlank()).toList();
    }

    private String run(String act, long run, String argument) {
        var output = new ByteArrayOutputStream();
        PipedEnd end = run(
                arguments(act, run, argument), null, output, UUID.randomUUID().toString(), () -> false, QUICK);
        if (end.exitCode() != 0) {
            throw ToolFault.of("Could not change places at " + what, "the shell", end);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    private List<String> arguments(String act, long run, String argument) {
        var all = new ArrayList<>(List.of(
                place.program("sh"),
                "-c",
                SCRIPT,
                "opsdeck",
                act,
                Long.toString(run),
                folder ? "folder" : "files",
                argument));
        all.addAll(paths);
        return all;
    }

    private PipedEnd run(
            List<String> program,
            @Nullable InputStream input,
            OutputStream output,
            String mark,
            BooleanSupplier stopped,
            Duration limit) {
        return place.run(new Piped(program, Map.of(), mark, input, output, stopped), limit);
    }
}
