package dev.opsdeck.backup;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;

/** Drops what was replaced, where the catalog wants that; its safety backup stays. */
@Singleton
final class DropReplaced implements StepHandler<BackupStep.DropReplaced> {
    private final PostgresTools postgres;

    DropReplaced(PostgresTools postgres) {
        this.postgres = postgres;
    }

    @Override
    public Class<BackupStep.DropReplaced> kind() {
        return BackupStep.DropReplaced.class;
    }

    @Override
    public Outcome act(
            ManagedSystem system, BackupStep.DropReplaced step, Map<String, String> before, StepControl control) {
        PostgresServer server = postgres.of(system, PostgresTools.declared(system, step.source()));
        String name = DatabaseNames.of(server.database(), control.run()).replaced();
        try {
            new Administration(server).drop(name);
            return new Outcome.Done(name + " is dropped; its safety backup is there");
        } catch (TargetException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), true);
        }
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            BackupStep.DropReplaced step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        return new Finding.DidNotHappen("if it is still there it is dropped now");
    }
}
