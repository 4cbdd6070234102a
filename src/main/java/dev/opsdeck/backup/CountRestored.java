package dev.opsdeck.backup;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.Piped;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Counts what was loaded before it takes the place of the database. */
@Singleton
final class CountRestored implements StepHandler<BackupStep.CountRestored> {
    private final PostgresTools postgres;
    private final Opening opening;

    CountRestored(PostgresTools postgres, Opening opening) {
        this.postgres = postgres;
        this.opening = opening;
    }

    @Override
    public Class<BackupStep.CountRestored> kind() {
        return BackupStep.CountRestored.class;
    }

    @Override
    public Outcome act(
            ManagedSystem system, BackupStep.CountRestored step, Map<String, String> before, StepControl control) {
        PostgresServer server = postgres.of(system, PostgresTools.declared(system, step.source()));
        String in = DatabaseNames.of(server.database(), control.run()).restored();
        try {
            Manifest manifest =
                    opening.find(system, step.source(), step.backup()).manifest();
            List<String> differences = Counting.differences(server, in, manifest, step.timeout(), control::cancelled);
            return differences.isEmpty()
                    ? new Outcome.Done(Counting.told(manifest))
                    : new Outcome.Failed(
                            in + " is not what was backed up: " + Counting.told(differences)
                                    + ". The database itself was not touched.",
                            false);
        } catch (Piped.StoppedException e) {
            return new Outcome.Interrupted("Stopped while it was counted.");
        } catch (TargetException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), true);
        }
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            BackupStep.CountRestored step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        return new Finding.DidNotHappen("it only counts");
    }
}
