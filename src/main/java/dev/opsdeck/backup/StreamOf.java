package dev.opsdeck.backup;

import dev.opsdeck.target.Piped;
import dev.opsdeck.target.PipedEnd;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What a program writes to its standard output.
 *
 * @param what that is, for people
 * @param version the arguments that make the program say what it is
 * @param environment may hold a password
 */
record StreamOf(
        Place place,
        Manifest.Kind kind,
        String extension,
        String what,
        String program,
        List<String> arguments,
        String version,
        Map<String, String> environment)
        implements Producer {
    private static final Duration QUICK = Duration.ofSeconds(30);

    @Override
    public Facts write(OutputStream to, String mark, BooleanSupplier stopped, Duration limit) {
        String tool = run(List.of(version), new FirstLine(), mark, () -> false, QUICK);
        run(arguments, to, mark, stopped, limit);
        return new Facts(tool, "", "", Map.of());
    }

    private String run(List<String> with, OutputStream to, String mark, BooleanSupplier stopped, Duration limit) {
        var all = new ArrayList<>(List.of(place.program(program)));
        all.addAll(with);
        PipedEnd end = place.run(new Piped(all, environment, mark, null, to, stopped), limit);
        if (end.exitCode() != 0) {
            throw ToolFault.of("Could not back up " + what, program, end);
        }
        return to instanceof FirstLine line ? line.text() : "";
    }

    @Override
    public void end(String mark) {
        place.end(mark);
    }

    /** Keeps a line and drops the rest. */
    private static final class FirstLine extends OutputStream {
        private static final int MOST = 200;
        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(int one) {
            if (text.length() < MOST) {
                text.append((char) one);
            }
        }

        String text() {
            return text.toString().lines().findFirst().orElse("");
        }
    }
}
