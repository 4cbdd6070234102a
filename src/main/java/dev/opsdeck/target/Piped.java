package dev.opsdeck.target;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A program whose streams are passed on as they come, however long they are.
 *
 * @param program with its arguments; no shell reads them
 * @param environment may hold secrets: it is neither printed nor an argument
 * @param mark something that no other program has in its environment, by which this one is found and ended, even by
 *     somebody who did not start it
 * @param input what it reads; null for nothing
 * @param output where what it writes goes; while that is busy, nothing more is read. The program is ended when it fails
 * @param stopped whether the program is to be ended, asked again and again
 */
public record Piped(
        List<String> program,
        Map<String, String> environment,
        String mark,
        @Nullable InputStream input,
        OutputStream output,
        BooleanSupplier stopped) {
    /** The environment variable that holds the mark. */
    static final String MARK = "OPSDECK_MARK";

    public Piped {
        program = List.copyOf(program);
        environment = Map.copyOf(environment);
    }

    @Override
    public String toString() {
        return program.getFirst() + " " + mark;
    }

    /** It was ended because whoever asked for it wanted it no longer. */
    public static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public StoppedException() {
            super("it was stopped");
        }
    }
}
