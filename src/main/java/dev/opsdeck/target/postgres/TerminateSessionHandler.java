package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.DatabaseStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Ends the one session that was approved, and sees it gone. */
@Singleton
final class TerminateSessionHandler implements StepHandler<DatabaseStep.TerminateSession> {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Writing writing;

    TerminateSessionHandler(Writing writing) {
        this.writing = writing;
    }

    @Override
    public Class<DatabaseStep.TerminateSession> kind() {
        return DatabaseStep.TerminateSession.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, DatabaseStep.TerminateSession step) {
        return Map.of("there", Boolean.toString(there(system, step)));
    }

    @Override
    public Outcome act(
            ManagedSystem system, DatabaseStep.TerminateSession step, Map<String, String> before, StepControl control) {
        List<List<String>> signalled;
        try {
            signalled = writing.run(
                            system,
                            step.database(),
                            "select pg_terminate_backend(pid) from pg_stat_activity where " + same(step) + doing(step),
                            WriteLimits.brief())
                    .rows();
        } catch (SqlFailure e) {
            return Refusal.outcome("Ending session " + step.pid(), e);
        }
        if (signalled.isEmpty()) {
            return new Outcome.Done(
                    there(system, step)
                            ? "It has done something else since then, so it was left alone."
                            : "It was gone already.");
        }
        while (there(system, step)) {
            if (!control.pause(LOOK)) {
                return there(system, step)
                        ? new Outcome.Failed(
                                "The server was told to end session " + step.pid() + ", but it is still there. It may"
                                        + " be rolling back, or be held up by the disk or a lost client.",
                                false)
                        : new Outcome.Done("Ended; it is gone.");
            }
        }
        return new Outcome.Done("Ended; it is gone.");
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            DatabaseStep.TerminateSession step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        return there(system, step)
                ? new Finding.DidNotHappen("Session " + step.pid() + " is still there.")
                : new Finding.Happened("Session " + step.pid() + " is gone.");
    }

    private boolean there(ManagedSystem system, DatabaseStep.TerminateSession step) {
        return !writing.look(system, step.database(), "select pid from pg_stat_activity where " + same(step))
                .rows()
                .isEmpty();
    }

    private static String same(DatabaseStep.TerminateSession step) {
        return "pid = " + step.pid() + " and " + Sessions.STARTED + " = " + step.started();
    }

    private static String doing(DatabaseStep.TerminateSession step) {
        return step.since() == 0 ? "" : " and " + Sessions.SINCE + " = " + step.since();
    }
}
