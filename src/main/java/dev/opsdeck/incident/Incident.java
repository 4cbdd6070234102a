package dev.opsdeck.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong, from the declaration to what is learned from it.
 *
 * @param number what people type: {@code /ops incident show 12}
 * @param severity name of a severity of the system
 * @param impact what users notice; null while nobody said
 * @param declaredBy Slack id
 * @param times when it came to each phase
 * @param summary how it ended; null before
 * @param cause the root cause; null while nobody knows
 * @param originChannel Slack id of where it was declared; empty for none
 * @param channel Slack id of where it is handled; null while that is being made
 * @param channelName what the channel is called, or shall be
 * @param ownChannel whether the channel is there for this incident alone
 * @param version grows with every change
 */
public record Incident(
        long number,
        String system,
        String title,
        String severity,
        @Nullable String impact,
        Phase phase,
        String declaredBy,
        String declaredByName,
        Times times,
        @Nullable String summary,
        @Nullable String cause,
        String originChannel,
        @Nullable String channel,
        String channelName,
        boolean ownChannel,
        long version) {

    /**
     * When it came to each phase, as recorded when it happened.
     *
     * @param began when the trouble began, as far as anybody knows
     */
    public record Times(
            Instant began,
            Instant declared,
            @Nullable Instant acknowledged,
            @Nullable Instant mitigated,
            @Nullable Instant resolved,
            @Nullable Instant closed) {}

    /** How the incident is called in texts: {@code INC-12}. */
    public String label() {
        return label(number);
    }

    /** How the incident with that number is called in texts. */
    public static String label(long number) {
        return "INC-" + number;
    }

    /**
     * Where messages about it go, as the outbox takes it: its channel, or the one that is being made, for which
     * messages wait.
     */
    public String room() {
        return channel == null ? waitingRoom(number) : channel;
    }

    /** Stands for the channel of an incident until it is made. */
    public static String waitingRoom(long number) {
        return "room:incident-" + number;
    }
}
