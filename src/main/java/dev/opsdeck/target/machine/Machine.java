package dev.opsdeck.target.machine;

import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.program.ProgramFault;
import dev.opsdeck.target.program.ProgramStreams;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where programs run: a host, or a container.
 *
 * @param where for people
 */
record Machine(String where, Runner runner) {
    /** By the rules of POSIX shells. */
    static final int NOT_FOUND = 127;

    /** What small programs get. */
    static final Duration SHORT = Duration.ofSeconds(20);

    private static final byte[] NOTHING = new byte[0];

    /** Runs a program to its end. */
    interface Runner {
        /**
         * The exit code.
         *
         * @throws TargetException when it was not begun
         * @throws ProgramFault when it was begun and nobody can tell how it ended
         */
        int run(List<String> arguments, ProgramStreams streams, Duration limit);
    }

    /** What came of a program. */
    record Ended(int exitCode, byte[] output, String errors) {
        String text() {
            return new String(output, StandardCharsets.UTF_8);
        }

        /** The first thing that it complained about. */
        String complaint() {
            String said = errors.isBlank() ? text() : errors;
            return said.strip().lines().findFirst().orElse("it did not say why");
        }
    }

    /** Runs it and keeps what it writes. */
    Ended run(List<String> arguments, byte[] given, Duration limit) {
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        int code = runner.run(arguments, new ProgramStreams(given, output, errors), limit);
        return new Ended(code, output.toByteArray(), errors.toString(StandardCharsets.UTF_8));
    }

    Ended run(List<String> arguments) {
        return run(arguments, NOTHING, SHORT);
    }

    /** Runs it and passes on its lines as they come; the exit code. */
    int run(List<String> arguments, Duration limit, Consumer<String> line) {
        try (var lines = new LineStream(line)) {
            return runner.run(arguments, new ProgramStreams(NOTHING, lines, lines), limit);
        }
    }

    /**
     * Runs what must go well; its output.
     *
     * @throws TargetException when it does not
     */
    byte[] must(List<String> arguments, byte[] given) {
        Ended ended = run(arguments, given, SHORT);
        if (ended.exitCode() != 0) {
            throw failed(arguments, ended.exitCode(), ended.complaint());
        }
        return ended.output();
    }

    byte[] must(String... arguments) {
        return must(List.of(arguments), NOTHING);
    }

    TargetException failed(List<String> arguments, int code, String complaint) {
        String program = arguments.getFirst();
        return new TargetException(
                code == NOT_FOUND
                        ? "There is no " + program + " on " + where + ". Install it there, or correct the catalog."
                        : program + " on " + where + " ended with code " + code + ": " + complaint);
    }
}
