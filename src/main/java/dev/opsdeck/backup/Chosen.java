package dev.opsdeck.backup;

import dev.opsdeck.catalog.BackupSource;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.TargetException;
import java.util.List;

/** What a full name of something that is backed up stands for: that, or all of a system. */
record Chosen(ManagedSystem system, List<BackupSource> sources) {
    private static final String ALL = "/all";

    /** @throws TargetException when there is nothing of that name any more */
    static Chosen of(Catalog catalog, String name) {
        if (name.endsWith(ALL)) {
            ManagedSystem system = catalog.systems().get(name.substring(0, name.length() - ALL.length()));
            if (system != null && !system.backupSources().isEmpty()) {
                return new Chosen(system, List.copyOf(system.backupSources().values()));
            }
        } else if (catalog.find(name, "", Section.BACKUPS) instanceof Found.One<BackupSource> found) {
            return new Chosen(found.system(), List.of(found.thing()));
        }
        throw new TargetException("The catalog names nothing to back up as " + name + ".");
    }

    /** As locks and access rules see it. */
    List<ServiceRef> targets() {
        return sources.stream().map(source -> target(system, source)).distinct().toList();
    }

    /** The service that serves it; what none serves stands under a name of its own. */
    static ServiceRef target(ManagedSystem system, BackupSource source) {
        String service = source.serves();
        return new ServiceRef(system.name(), service == null ? "backup:" + source.name() : service);
    }

    /** Which backups a plan deletes. */
    static List<String> pruned(Plan plan, BackupSource source) {
        return plan.steps().stream()
                .filter(step -> step instanceof BackupStep.PruneBackups)
                .map(BackupStep.PruneBackups.class::cast)
                .filter(prune -> prune.source().equals(source.name()))
                .flatMap(prune -> prune.backups().stream())
                .toList();
    }
}
