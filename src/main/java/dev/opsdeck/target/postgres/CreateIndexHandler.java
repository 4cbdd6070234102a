package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.DatabaseStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.probe.Spoken;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes an index while its table is used; what comes of a failed attempt is dropped. */
@Singleton
final class CreateIndexHandler implements StepHandler<DatabaseStep.CreateIndex> {
    private final Writing writing;
    private final Relations relations;
    private final LongStatement statement;
    private final IndexRemainders remainders;

    CreateIndexHandler(Writing writing, Relations relations, LongStatement statement, IndexRemainders remainders) {
        this.writing = writing;
        this.relations = relations;
        this.statement = statement;
        this.remainders = remainders;
    }

    @Override
    public Class<DatabaseStep.CreateIndex> kind() {
        return DatabaseStep.CreateIndex.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, DatabaseStep.CreateIndex step) {
        String usable =
                usable(system, step).map(index -> Long.toString(index.oid())).orElse("");
        return Map.of("marker", LongStatement.marker(), "usable", usable);
    }

    @Override
    public Outcome act(
            ManagedSystem system, DatabaseStep.CreateIndex step, Map<String, String> before, StepControl control) {
        if (!before.getOrDefault("usable", "").isEmpty()) {
            return new Outcome.Failed("There is a usable index " + step.index() + " already.", false);
        }
        try {
            remainders.ofIndex(system, step.database(), step.index());
        } catch (SqlFailure e) {
            return Refusal.outcome("Dropping what an earlier attempt left of " + step.index(), e);
        }
        String sql = "create " + (step.unique() ? "unique " : "") + "index concurrently " + step.definition();
        return switch (statement.run(job(system, step, before), sql, control)) {
            case LongStatement.Ended.Otherwise(Outcome outcome) -> withoutRemainder(system, step, outcome);
            case LongStatement.Ended.Well _ ->
                usable(system, step)
                        .<Outcome>map(index -> new Outcome.Done(step.index() + " can be used; it has "
                                + Spoken.bytes(index.bytes()) + "."))
                        .orElseGet(() -> withoutRemainder(
                                system,
                                step,
                                new Outcome.Failed("The server made " + step.index() + ", but cannot use it.", false)));
        };
    }

    private Outcome withoutRemainder(ManagedSystem system, DatabaseStep.CreateIndex step, Outcome outcome) {
        if (outcome instanceof Outcome.Unknown) {
            return outcome;
        }
        try {
            remainders.ofIndex(system, step.database(), step.index());
            return outcome;
        } catch (SqlFailure e) {
            return withLeft(outcome, "What there is of it could not be dropped: " + Refusal.words(e)
                    + " It costs writing and helps nobody; the next attempt drops it first, or by hand:"
                    + " drop index concurrently " + step.index());
        }
    }

    /** The same ending, with what it leaves. */
    static Outcome withLeft(Outcome outcome, String left) {
        return switch (outcome) {
            case Outcome.Failed(String reason, boolean retryable) ->
                new Outcome.Failed(reason + " " + left, retryable);
            case Outcome.Interrupted(String reason) -> new Outcome.Interrupted(reason + " " + left);
            case Outcome.Done _, Outcome.Asks _, Outcome.Unknown _ -> outcome;
        };
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            DatabaseStep.CreateIndex step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        Optional<String> underWay = statement.underWay(job(system, step, before));
        if (underWay.isPresent()) {
            return new Finding.UnderWay(underWay.get());
        }
        return usable(system, step).isPresent()
                ? new Finding.Happened(step.index() + " is there and can be used.")
                : new Finding.DidNotHappen(step.index() + " was not finished.");
    }

    @Override
    public Outcome undo(
            ManagedSystem system, DatabaseStep.CreateIndex step, Map<String, String> before, StepControl control) {
        if (!before.getOrDefault("usable", "").isEmpty()) {
            return new Outcome.Done(step.index() + " was there before, so it stays.");
        }
        try {
            statement.end(job(system, step, before), control);
            writing.run(
                    system,
                    step.database(),
                    "drop index concurrently if exists " + step.index(),
                    LongStatement.patient());
        } catch (SqlFailure e) {
            return new Outcome.Failed("Dropping " + step.index() + " failed: " + Refusal.words(e), true);
        }
        return relations.find(system, step.database(), step.index()).isEmpty()
                ? new Outcome.Done(step.index() + " is dropped.")
                : new Outcome.Failed(step.index() + " is still there.", true);
    }

    private Optional<Relations.Relation> usable(ManagedSystem system, DatabaseStep.CreateIndex step) {
        return relations.find(system, step.database(), step.index()).filter(Relations.Relation::valid);
    }

    private static LongStatement.Job job(
            ManagedSystem system, DatabaseStep.CreateIndex step, Map<String, String> before) {
        return new LongStatement.Job(
                system,
                step.database(),
                before.getOrDefault("marker", ""),
                "Creating the index " + step.index(),
                LongStatement.Progress.CREATE_INDEX,
                Duration.ZERO);
    }
}
