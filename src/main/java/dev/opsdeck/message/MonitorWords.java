package dev.opsdeck.message;

import dev.opsdeck.routine.Monitor;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a monitor stands, in a few words. */
public final class MonitorWords {
    private MonitorWords() {}

    /** @param monitor null when nobody monitors it */
    public static @Nullable String of(@Nullable Monitor monitor, Instant now) {
        if (monitor == null || monitor.seenAt() == null) {
            return null;
        }
        String turning = monitor.turning() == null
                ? ""
                : monitor.turning() == Monitor.Turning.WORSE ? ", getting worse" : ", recovering";
        return FindingLines.sign(monitor.level()) + " " + FindingLines.word(monitor.level()) + " for "
                + Elapsed.words(Duration.between(monitor.since(), now)) + turning;
    }
}
