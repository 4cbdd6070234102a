package dev.opsdeck.catalog;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has to be gone through, again and again.
 *
 * @param at cron line by which it is opened by itself; null for only when somebody asks
 * @param zone time zone of the cron line
 * @param channel name of the channel it goes to; null for the system's own
 * @param remindAfter how long it may stay unfinished before people are reminded, once
 */
@Doc("What has to be gone through: a list of items, or a map with the items and when they are due.")
public record Checklist(
        @FromKey String name,
        @Doc("What people call it.") @Nullable String title,

        @Doc("What is to be done, in order.") @ShortForm @NotEmpty
        List<ChecklistItem> items,

        @Doc("When it is opened by itself, as a cron line.") @CronLine @Nullable
        String at,

        @Doc("Time zone of the cron line.") @Default("UTC") @ZoneName
        String zone,

        @Doc("Name of the channel it goes to, without the #; the system's own when left out.") @ChannelName @Nullable
        String channel,

        @Doc("How long it may stay unfinished before people are reminded, once.") @Default("4h")
        Duration remindAfter) {}
