package dev.opsdeck.backup;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Deletes backups: the manifest first, so that what is half deleted is no backup. */
@Singleton
final class PruneOld implements StepHandler<BackupStep.PruneBackups> {
    private final BackupTable table;
    private final BackupStores stores;
    private final Clock clock;

    PruneOld(BackupTable table, BackupStores stores, Clock clock) {
        this.table = table;
        this.stores = stores;
        this.clock = clock;
    }

    @Override
    public Class<BackupStep.PruneBackups> kind() {
        return BackupStep.PruneBackups.class;
    }

    @Override
    public Outcome act(
            ManagedSystem system, BackupStep.PruneBackups step, Map<String, String> before, StepControl control) {
        List<String> gone = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (Backup backup : table.of(system.name(), step.source()).reversed()) {
            if (step.backups().contains(backup.name())) {
                if (isLastGood(system, backup)) {
                    kept.add(backup.name());
                } else {
                    try {
                        delete(system, backup.manifest());
                        gone.add(backup.name());
                    } catch (IOException e) {
                        return new Outcome.Failed(
                                "Could not delete " + backup.name() + ": " + e.getMessage() + ". Deleted so far: "
                                        + gone.size() + ".",
                                true);
                    }
                }
            }
        }
        kept.forEach(name -> control.output(name + " stays: it is the newest good one."));
        return new Outcome.Done(gone.isEmpty() ? "nothing had to go" : "deleted " + String.join(", ", gone));
    }

    private boolean isLastGood(ManagedSystem system, Backup backup) {
        return table.of(system.name(), backup.manifest().source()).stream()
                .filter(Backup::good)
                .findFirst()
                .filter(newest -> newest.name().equals(backup.name()))
                .isPresent();
    }

    private void delete(ManagedSystem system, Manifest manifest) throws IOException {
        try (BackupStore store = stores.open(system, manifest.store())) {
            store.delete(Manifest.fileOf(system.name(), manifest.name()));
            store.delete(manifest.file());
        }
        table.deleted(manifest.name(), clock.instant());
    }

    /** Deleting what is gone already is no harm. */
    @Override
    public Finding inspect(
            ManagedSystem system,
            BackupStep.PruneBackups step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        return new Finding.DidNotHappen("whatever is left of them is deleted now");
    }
}
