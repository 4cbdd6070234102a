package dev.opsdeck.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A database that one of the services serves.
 *
 * @param url how to connect, with credentials
 * @param backup null when nobody backs it up through opsdeck
 */
@Doc("A database that one of the services serves.")
public record Database(
        @FromKey String name,

        @Doc("Service that serves it.") @RefersTo(RefersTo.Declared.SERVICE)
        String service,

        @Doc("How to connect; usually a setting such as ${SHOP_DB_URL}.")
        Secret url,

        @Nullable Backup backup) {

    /**
     * When it is backed up.
     *
     * @param at cron line with five fields
     * @param keep how long a backup stays
     */
    @Doc("When it is backed up; the cron line alone is enough.")
    public record Backup(
            @Doc("Cron line with five fields: minute, hour, day of month, month, day of week.") @ShortForm @CronLine
            String at,

            @Doc("How long a backup stays.") @Default("30d") Duration keep) {}
}
