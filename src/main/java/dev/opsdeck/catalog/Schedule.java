package dev.opsdeck.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that is done by itself. Exactly one of {@code run}, {@code command} and {@code check} says what.
 *
 * @param jitter up to how much later than its time it begins, so that not everything begins at once
 * @param as the role that it acts as; null where whoever may do it is found by itself
 * @param ahead how long before its time people are asked where it needs their approval
 */
@Doc("Something that is done by itself: a runbook, a command or a check.")
public record Schedule(
        @FromKey String name,
        @Doc("What people call it.") @Nullable String title,
        @Doc("When it is done, as a cron line.") @CronLine String at,
        @Doc("Time zone of the cron line.") @Default("UTC") @ZoneName
        String zone,

        @Doc("Up to how much later it begins.") @Default("0s")
        Duration jitter,

        @Doc("What happens when its time passed while nothing could be done: run, or skip.") @Default("skip")
        Missed missed,

        @Doc("Role that it acts as; a check needs none.") @RoleName @Nullable
        String as,

        @Doc("How long before its time approvals are asked for.") @Default("12h")
        Duration ahead,

        @Doc("Runbook to run.") StepSpec.@Nullable Run run,
        @Doc("Command to give, as after /ops.") @Nullable String command,

        @Doc("Check whose finding is posted.") @RefersTo(RefersTo.Declared.CHECK) @Nullable
        String check) {

    /** What happens to a time that passed while nothing could be done. */
    public enum Missed {
        /** It is done as soon as possible, once, however many times passed. */
        RUN,
        /** It is left out. */
        SKIP
    }

    /** The backup of something of which the catalog says when to make it. */
    static Schedule backup(String system, String what, String at) {
        return new Schedule(
                "backup-" + what,
                null,
                at,
                "UTC",
                Duration.ZERO,
                Missed.RUN,
                null,
                Duration.ofHours(12),
                null,
                "backup " + system + "/" + what,
                null);
    }
}
