package dev.opsdeck.routine;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** When cron lines are due. */
public final class CronTimes {
    private static final CronParser PARSER =
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private CronTimes() {}

    /** The first time after that one; empty for a line that is never due, such as the 30th of February. */
    public static Optional<Instant> next(String line, String zone, Instant after) {
        return ExecutionTime.forCron(PARSER.parse(line))
                .nextExecution(after.atZone(ZoneId.of(zone)))
                .map(ZonedDateTime::toInstant);
    }
}
