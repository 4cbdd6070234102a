package dev.opsdeck.catalog;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maintenance that comes again and again.
 *
 * @param at cron line of its starts
 * @param weeks which of the month's days of that name count, each of {@link #WEEKS}; empty for all
 * @param zone time zone of the cron line; null for the one of the system's maintenance
 * @param byItself whether it begins and ends at its times without anybody
 */
@Doc("Maintenance that comes again and again.")
public record RecurringWindow(
        @FromKey String name,
        @Doc("What is done in it.") String reason,

        @Doc("When it begins, as a cron line.") @CronLine String at,

        @Doc("Which of the month's days of that name count: first, second, third, fourth, last; all when left out.")
        @OneOrMany
        List<String> weeks,

        @Doc("How long it lasts.") Duration lasts,

        @Doc("Time zone of the cron line; the one of the maintenance when left out.") @ZoneName @Nullable
        String zone,

        @Doc("Begins and ends at its times by itself, for what is done by others; else when somebody says so.")
        @Default("false")
        boolean byItself) {
    /** What {@code weeks} may hold: by their place in the month, and the last one whichever that is. */
    public static final List<String> WEEKS = List.of("first", "second", "third", "fourth", "last");
}
