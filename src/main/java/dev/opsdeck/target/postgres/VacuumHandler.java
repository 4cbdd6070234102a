package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.DatabaseStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** VACUUM, with its options. */
@Singleton
final class VacuumHandler implements StepHandler<DatabaseStep.Vacuum> {
    private final TableWork work;

    VacuumHandler(TableWork work) {
        this.work = work;
    }

    @Override
    public Class<DatabaseStep.Vacuum> kind() {
        return DatabaseStep.Vacuum.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, DatabaseStep.Vacuum step) {
        return work.before(system, task(step));
    }

    @Override
    public Outcome act(
            ManagedSystem system, DatabaseStep.Vacuum step, Map<String, String> before, StepControl control) {
        return work.act(system, task(step), before, control);
    }

    @Override
    public Finding inspect(
            ManagedSystem system, DatabaseStep.Vacuum step, Map<String, String> before, Instant intentAt, Instant now) {
        return work.inspect(system, task(step), before);
    }

    private static TableWork.Task task(DatabaseStep.Vacuum step) {
        String options =
                step.full() ? step.analyze() ? " (full, analyze)" : " (full)" : step.analyze() ? " (analyze)" : "";
        String table = step.table();
        return new TableWork.Task(
                step.database(),
                "vacuum" + options + (table == null ? "" : " " + table),
                "VACUUM of " + (table == null ? step.database() : table),
                step.full() ? LongStatement.Progress.VACUUM_FULL : LongStatement.Progress.VACUUM,
                table == null ? List.of() : List.of(table),
                !step.full(),
                step.analyze(),
                step.full());
    }
}
