package dev.opsdeck.catalog;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who takes turns at being on call.
 *
 * @param people in the order of their turns; empty with {@code group}
 * @param every how long a turn is
 * @param handOver when turns begin, in the rotation's zone: a time, with a day of the week where turns last whole weeks
 * @param zone name of a time zone
 * @param group handle of a Slack user group all of whose members are on call; null with {@code people}
 * @param answerWithin how long somebody who is paged has before the next one is
 * @param webhook told of each page; null for none
 */
@Doc("Who takes turns at being on call.")
public record Rotation(
        @FromKey String name,
        @Doc("What people call it.") @Nullable String title,

        @Doc("Slack user ids or e-mail addresses, in the order of their turns.") @OneOrMany
        List<String> people,

        @Doc("How long a turn is.") @Default("7d") Duration every,

        @Doc("When turns begin, such as \"Mon 09:00\" or \"09:00\".") @Default("Mon 09:00") @HandOverTime
        String handOver,

        @Doc("Time zone of the hand-over, such as Europe/Prague.") @Default("UTC") @ZoneName
        String zone,

        @Doc("Slack user group that is on call, in place of people.") @Nullable
        String group,

        @Doc("How long who is paged has to acknowledge before the next one is paged.") @Default("5m")
        Duration answerWithin,

        @Doc("Told of each page of this rotation.") @Nullable
        Webhook webhook) {}
