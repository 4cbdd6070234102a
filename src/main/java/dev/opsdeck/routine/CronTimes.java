package dev.opsdeck.routine;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** When cron lines are due. */
public final class CronTimes {
    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private CronTimes() {}

    /**
     * The first time after that one; empty for a line that is never due, such as the 30th of February. Where clocks are
     * put forward, what was to be done at a fixed hour in between is due when they are; where they are put back, once.
     */
    public static Optional<Instant> next(String line, String zone, Instant after) {
        Cron cron = PARSER.parse(line);
        ExecutionTime times = ExecutionTime.forCron(cron);
        ZonedDateTime from = after.atZone(ZoneId.of(zone));
        Optional<Instant> next = times.nextExecution(from).map(ZonedDateTime::toInstant);
        if (!hasFixedHour(cron)) {
            return next;
        }
        // The library leaves out local times that do not exist: look for them on a clock that is never changed.
        return times.nextExecution(from.toLocalDateTime().atZone(ZoneOffset.UTC))
                .map(ZonedDateTime::toLocalDateTime)
                .flatMap(local -> Optional.ofNullable(ZoneId.of(zone).getRules().getTransition(local)))
                .filter(ZoneOffsetTransition::isGap)
                .map(ZoneOffsetTransition::getInstant)
                .filter(gap -> gap.isAfter(after))
                .filter(gap -> next.isEmpty() || gap.isBefore(next.get()))
                .or(() -> next);
    }

    private static boolean hasFixedHour(Cron cron) {
        var hour = cron.retrieve(CronFieldName.HOUR).getExpression();
        return !(hour instanceof Always) && !(hour instanceof Every);
    }
}
