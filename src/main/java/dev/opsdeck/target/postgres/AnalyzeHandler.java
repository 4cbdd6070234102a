package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.DatabaseStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;

/** ANALYZE of tables, or of all of them. */
@Singleton
final class AnalyzeHandler implements StepHandler<DatabaseStep.Analyze> {
    private final TableWork work;

    AnalyzeHandler(TableWork work) {
        this.work = work;
    }

    @Override
    public Class<DatabaseStep.Analyze> kind() {
        return DatabaseStep.Analyze.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, DatabaseStep.Analyze step) {
        return work.before(system, task(step));
    }

    @Override
    public Outcome act(
            ManagedSystem system, DatabaseStep.Analyze step, Map<String, String> before, StepControl control) {
        return work.act(system, task(step), before, control);
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            DatabaseStep.Analyze step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        return work.inspect(system, task(step), before);
    }

    private static TableWork.Task task(DatabaseStep.Analyze step) {
        String tables = String.join(", ", step.tables());
        return new TableWork.Task(
                step.database(),
                step.tables().isEmpty() ? "analyze" : "analyze " + tables,
                "ANALYZE of " + (step.tables().isEmpty() ? step.database() : tables),
                LongStatement.Progress.ANALYZE,
                step.tables(),
                false,
                true,
                false);
    }
}
