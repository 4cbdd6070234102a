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
import java.util.List;
import java.util.Map;

/** Deletes what files were before, where the catalog wants that; its safety backup stays. */
@Singleton
final class DropReplacedFiles implements StepHandler<BackupStep.DropReplacedFiles> {
    private final FileTrees trees;

    DropReplacedFiles(FileTrees trees) {
        this.trees = trees;
    }

    @Override
    public Class<BackupStep.DropReplacedFiles> kind() {
        return BackupStep.DropReplacedFiles.class;
    }

    @Override
    public Outcome act(
            ManagedSystem system, BackupStep.DropReplacedFiles step, Map<String, String> before, StepControl control) {
        FileTree tree = trees.of(system, step.source());
        try {
            List<String> kept = tree.kept(control.run());
            tree.drop(control.run());
            return new Outcome.Done(
                    kept.isEmpty()
                            ? "there was nothing before"
                            : String.join(", ", kept) + " is deleted; its safety backup is there");
        } catch (TargetException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), true);
        }
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            BackupStep.DropReplacedFiles step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        return new Finding.DidNotHappen("if it is still there it is deleted now");
    }
}
