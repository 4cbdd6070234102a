package dev.opsdeck.backup;

import dev.opsdeck.catalog.BackedUp;
import dev.opsdeck.catalog.BackupRule;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Step;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How a folder or files are restored: a safety backup first; the backup is unpacked beside them while everything runs
 * on; then what depends on their service stops, they change names, and their service and the rest start anew.
 */
@Singleton
final class FilesRestore {
    private final FileTrees trees;
    private final Dependents dependents;
    private final Afresh afresh;

    FilesRestore(FileTrees trees, Dependents dependents, Afresh afresh) {
        this.trees = trees;
        this.dependents = dependents;
        this.afresh = afresh;
    }

    RestorePlans.Way of(Catalog catalog, ManagedSystem system, BackedUp source, Manifest manifest) {
        trees.mayBeRestored(system, source);
        FileTree tree = trees.of(system, source.name());
        ServiceRef at = Chosen.target(system, source);
        Dependents.Around around = source.service() == null
                ? new Dependents.Around(List.of(), List.of(), List.of())
                : dependents.of(catalog, system, at);
        List<String> missing = tree.missing();
        return new RestorePlans.Way(
                at,
                around,
                tree.what(),
                steps(system, source, tree, manifest, around, missing.isEmpty()),
                notes(source, missing));
    }

    private List<Step> steps(
            ManagedSystem system,
            BackedUp source,
            FileTree tree,
            Manifest manifest,
            Dependents.Around around,
            boolean isWhole) {
        String name = source.name();
        Duration limit = source.rule().within();
        boolean isDropped = source.rule().replaced() == BackupRule.Replaced.DROP;
        List<Step> safety = isWhole ? List.of(BackupPlans.take(system, source)) : List.of();
        List<Step> steps = new ArrayList<>(isDropped ? List.of() : safety);
        steps.add(new BackupStep.UnpackBackup(system.name(), name, tree.what(), manifest.name(), limit));
        steps.addAll(around.stopping());
        if (isDropped) {
            steps.addAll(safety);
        }
        steps.add(new BackupStep.SwapFiles(system.name(), name, tree.what(), source.service()));
        if (source.service() != null) {
            Service service = Objects.requireNonNull(system.services().get(source.service()));
            steps.addAll(afresh.steps(system, service));
        }
        steps.addAll(around.starting());
        if (isDropped && !safety.isEmpty()) {
            steps.add(new BackupStep.DropReplacedFiles(system.name(), name, tree.what()));
        }
        return steps;
    }

    private static List<String> notes(BackedUp source, List<String> missing) {
        List<String> notes = new ArrayList<>();
        if (!missing.isEmpty()) {
            notes.add(String.join(", ", missing)
                    + (missing.size() == 1 ? " is" : " are")
                    + " not there now, so no safety backup can be taken; what is there is kept beside its place.");
        }
        if (source.service() != null) {
            notes.add(source.service() + " is restarted, so that it reads what is in place then.");
        }
        return notes;
    }
}
