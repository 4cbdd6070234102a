package dev.opsdeck.backup;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.target.Piped;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Unpacks a backup of a folder or of files beside what it is to replace. */
@Singleton
final class UnpackBackups implements StepHandler<BackupStep.UnpackBackup> {
    private static final String RUN = "run";
    private static final String MARK = "mark";

    private final FileTrees trees;
    private final Opening opening;

    UnpackBackups(FileTrees trees, Opening opening) {
        this.trees = trees;
        this.opening = opening;
    }

    @Override
    public Class<BackupStep.UnpackBackup> kind() {
        return BackupStep.UnpackBackup.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, BackupStep.UnpackBackup step, long run) {
        return Map.of(RUN, Long.toString(run), MARK, UUID.randomUUID().toString());
    }

    @Override
    public Outcome act(
            ManagedSystem system, BackupStep.UnpackBackup step, Map<String, String> before, StepControl control) {
        FileTree tree = trees.of(system, step.source());
        try {
            Manifest manifest =
                    opening.find(system, step.source(), step.backup()).manifest();
            opening.use(system, manifest, content -> {
                tree.unpack(content, manifest.contentBytes(), run(before), mark(before), control, step.timeout());
                return manifest;
            });
            return new Outcome.Done(told(tree, manifest));
        } catch (Piped.StoppedException e) {
            tree.sweep(run(before));
            return new Outcome.Interrupted("Stopped; what was unpacked is deleted, nothing was replaced.");
        } catch (TargetException e) {
            return failed(tree, run(before), e);
        }
    }

    private static Outcome failed(FileTree tree, long run, TargetException e) {
        try {
            tree.sweep(run);
            return new Outcome.Failed(e.getMessage() + " Nothing was replaced.", false);
        } catch (TargetException again) {
            return new Outcome.Failed(e.getMessage() + " Nothing was replaced. " + again.getMessage(), false);
        }
    }

    private static String told(FileTree tree, Manifest manifest) {
        return manifest.name() + ", " + Spoken.bytes(manifest.contentBytes()) + ", is whole and waits beside "
                + tree.what();
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            BackupStep.UnpackBackup step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        FileTree tree = trees.of(system, step.source());
        tree.place().end(mark(before));
        return tree.state(run(before)) == FileTree.State.UNPACKED
                ? new Finding.Happened("all of " + step.backup() + " waits beside " + tree.what())
                : new Finding.DidNotHappen("not all of it was unpacked; " + tree.what() + " was not touched");
    }

    /** What was unpacked is still in the backup. */
    @Override
    public Outcome undo(
            ManagedSystem system, BackupStep.UnpackBackup step, Map<String, String> before, StepControl control) {
        FileTree tree = trees.of(system, step.source());
        try {
            tree.place().end(mark(before));
            tree.sweep(run(before));
            return new Outcome.Done("what was unpacked is deleted");
        } catch (TargetException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), true);
        }
    }

    private static long run(Map<String, String> before) {
        return Long.parseLong(Objects.requireNonNull(before.get(RUN)));
    }

    private static String mark(Map<String, String> before) {
        return Objects.requireNonNull(before.get(MARK));
    }
}
