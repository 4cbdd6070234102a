package dev.opsdeck.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When something is backed up, how, and how long it stays. The newest backup that is good stays, whatever the rest says.
 *
 * @param at cron line with five fields; null for when somebody asks
 * @param keep how long a backup stays
 * @param keepCount how many of the newest stay; null for as many as there are
 * @param to name of the store
 * @param within how long it may take
 * @param replaced what becomes of the database in whose place another was restored
 */
@Doc("When it is backed up and how long that stays; the cron line alone is enough.")
public record BackupRule(
        @Doc("Cron line with five fields: minute, hour, day of month, month, day of week.")
        @ShortForm
        @CronLine
        @Nullable
        String at,

        @Doc("How long a backup stays; the newest good one stays anyway.") @Default("30d")
        Duration keep,

        @Doc("How many of the newest stay; all when left out.") @Range(min = 1, max = 10_000) @Nullable
        Integer keepCount,

        @Doc("Store that it goes to; opsdeck's own folder when left out.")
        @Default(Store.LOCAL)
        @RefersTo(RefersTo.Declared.STORE)
        String to,

        @Doc("How it is compressed.") @Default("zstd") Compression compression,

        @Doc("How long it may take.") @Default("6h") Duration within,

        @Doc("What becomes of the database in whose place another was restored.") @Default("keep")
        Replaced replaced) {
    /** What holds where the catalog says nothing. */
    public static final BackupRule USUAL = new BackupRule(
            null, Duration.ofDays(30), null, Store.LOCAL, Compression.ZSTD, Duration.ofHours(6), Replaced.KEEP);

    /** How it is compressed. */
    public enum Compression {
        /** Several threads; fast, and smaller than gzip. */
        ZSTD,
        /** One thread; for those who must unpack it without zstd. */
        GZIP
    }

    /** What becomes of what was replaced. */
    public enum Replaced {
        KEEP,
        DROP
    }
}
