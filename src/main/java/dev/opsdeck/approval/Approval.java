package dev.opsdeck.approval;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The consent that one run needs before it may start.
 *
 * @param run number of the run
 * @param digest digest of the plan that is being approved
 * @param requirements all must be met
 * @param state where it stands
 * @param votes the consents so far, oldest first
 * @param closedBy who denied or withdrew it; null otherwise
 * @param closedReason why it was denied, voided or withdrawn; null otherwise
 */
public record Approval(
        long run,
        String digest,
        List<Requirement> requirements,
        Instant expiresAt,
        State state,
        List<Vote> votes,
        @Nullable String closedBy,
        @Nullable String closedReason) {

    /** Where an approval stands. All but {@link #OPEN} are final. */
    public enum State {
        OPEN,
        GRANTED,
        DENIED,
        EXPIRED,
        WITHDRAWN,
        /** The plan changed before it could run. */
        VOIDED
    }

    /** How many of the consents that the requirement asks for are there. */
    public long present(Requirement requirement) {
        return votes.stream()
                .filter(vote -> vote.roles().contains(requirement.role()))
                .map(Vote::voter)
                .distinct()
                .count();
    }

    /** Whether every requirement is met. */
    public boolean complete() {
        return requirements.stream().allMatch(requirement -> present(requirement) >= requirement.count());
    }
}
