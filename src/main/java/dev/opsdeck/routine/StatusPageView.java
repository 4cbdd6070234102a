package dev.opsdeck.routine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the public sees.
 *
 * @param overall the worst of the systems' states
 * @param past incidents that were resolved lately, newest first
 */
public record StatusPageView(
        PublicState overall,
        List<Component> systems,
        List<Trouble> incidents,
        List<Planned> maintenance,
        List<Trouble> past) {
    /**
     * One system.
     *
     * @param availability in percent over the known part of the history; null where nothing is known
     */
    public record Component(
            String title,
            @Nullable String about,
            PublicState state,
            @Nullable Double availability,
            List<Day> history) {}

    /**
     * One day of a system.
     *
     * @param state the worst; null where nothing is known
     * @param outageMinutes rounded
     */
    public record Day(LocalDate date, @Nullable PublicState state, long outageMinutes, long degradedMinutes) {}

    /**
     * An incident, told in the words that were meant for the public.
     *
     * @param resolvedAt null while it is open
     * @param updates newest first
     */
    public record Trouble(
            String title,
            String system,
            Instant since,
            @Nullable Instant resolvedAt,
            List<Update> updates) {}

    /** Something that the public was told. */
    public record Update(Instant at, @Nullable String status, String text) {}

    /** Maintenance that is planned or under way. */
    public record Planned(String system, String reason, Instant from, Instant until, boolean isOpen) {}
}
