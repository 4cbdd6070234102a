package dev.opsdeck.slack;

import dev.opsdeck.flow.Rooms.Outcome;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** Sorts what became of an attempt at something that will be tried again. */
@Singleton
final class Attempts {
    private static final Duration RETRY = Duration.ofSeconds(3);

    /** Slack's word for "it is so already". */
    private static final Set<String> SO_ALREADY = Set.of("already_in_channel", "already_pinned", "cant_invite_self");

    private final Clock clock;

    Attempts(Clock clock) {
        this.clock = clock;
    }

    interface Attempted {
        String make() throws SenderFault;
    }

    Outcome of(Attempted call) {
        try {
            return new Outcome.Done(call.make());
        } catch (SenderFault fault) {
            return switch (fault) {
                case SenderFault.Refused refused ->
                    SO_ALREADY.contains(refused.error()) ? new Outcome.Done("") : new Outcome.Refused(refused.error());
                case SenderFault.Limited limited -> new Outcome.Later(limited.until(), said(limited));
                case SenderFault.Unavailable unavailable -> new Outcome.Later(soon(), said(unavailable));
            };
        }
    }

    Instant soon() {
        return clock.instant().plus(RETRY);
    }

    static String said(SenderFault fault) {
        return Objects.requireNonNullElse(fault.getMessage(), "");
    }
}
