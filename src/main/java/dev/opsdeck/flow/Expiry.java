package dev.opsdeck.flow;

import dev.opsdeck.approval.Approval;
import dev.opsdeck.approval.ApprovalStore;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Ends approvals whose time is up. */
@Singleton
final class Expiry {
    /** Name of the scheduled task; the instance is the run's number. */
    static final String TASK = "approval-expiry";

    private final Jdbi jdbi;
    private final RunStore runs;
    private final ApprovalStore approvals;
    private final RunCards cards;
    private final Clock clock;

    Expiry(Jdbi jdbi, RunStore runs, ApprovalStore approvals, RunCards cards, Clock clock) {
        this.jdbi = jdbi;
        this.runs = runs;
        this.approvals = approvals;
        this.cards = cards;
        this.clock = clock;
    }

    /** Expires the run's approval if it is time; says when to come back if it is not. */
    Optional<Instant> check(long id) {
        return jdbi.inTransaction(tx -> {
            Run run = runs.lock(tx, id).orElseThrow();
            Approval approval = approvals.find(tx, id).orElseThrow();
            if (run.state() != RunState.WAITING || approval.state() != Approval.State.OPEN) {
                return Optional.<Instant>empty();
            }
            if (clock.instant().isBefore(approval.expiresAt())) {
                return Optional.of(approval.expiresAt());
            }
            expire(tx, run);
            return Optional.<Instant>empty();
        });
    }

    private void expire(Handle tx, Run run) {
        approvals.close(tx, run.id(), Approval.State.EXPIRED, null, null);
        Run expired = runs.move(tx, run, RunState.EXPIRED, "Nobody decided in time.", clock.instant());
        cards.moved(tx, expired, run.state(), "opsdeck", Map.of());
    }
}
