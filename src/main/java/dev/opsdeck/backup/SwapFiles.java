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
import java.util.Objects;

/** Puts what was unpacked in the place of what is there, which is kept beside it. */
@Singleton
final class SwapFiles implements StepHandler<BackupStep.SwapFiles> {
    private static final String RUN = "run";
    private static final String MISSING = "missing";

    private final FileTrees trees;
    private final Afresh afresh;

    SwapFiles(FileTrees trees, Afresh afresh) {
        this.trees = trees;
        this.afresh = afresh;
    }

    @Override
    public Class<BackupStep.SwapFiles> kind() {
        return BackupStep.SwapFiles.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, BackupStep.SwapFiles step, long run) {
        List<String> missing = trees.of(system, step.source()).missing();
        return Map.of(RUN, Long.toString(run), MISSING, String.join("\n", missing));
    }

    @Override
    public Outcome act(
            ManagedSystem system, BackupStep.SwapFiles step, Map<String, String> before, StepControl control) {
        FileTree tree = trees.of(system, step.source());
        long run = run(before);
        try {
            FileTree.State state = tree.state(run);
            if (state == FileTree.State.NOTHING) {
                return new Outcome.Failed("What was unpacked beside " + tree.what() + " is gone.", false);
            }
            tree.swap(run);
            return tree.state(run) == FileTree.State.SWAPPED
                    ? new Outcome.Done(told(tree, run))
                    : new Outcome.Unknown("Not all of it changed places at " + tree.what() + ".");
        } catch (TargetException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), false);
        }
    }

    private static String told(FileTree tree, long run) {
        List<String> kept = tree.kept(run);
        return tree.what() + " is the restored one now; "
                + (kept.isEmpty() ? "there was nothing before" : "what was there is kept as " + named(kept));
    }

    private static String named(List<String> paths) {
        return String.join(", ", paths);
    }

    /** The names tell how far it came, so it goes on from there. */
    @Override
    public Finding inspect(
            ManagedSystem system,
            BackupStep.SwapFiles step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        FileTree tree = trees.of(system, step.source());
        long run = run(before);
        return switch (tree.state(run)) {
            case SWAPPED -> new Finding.Happened(told(tree, run));
            case UNPACKED -> new Finding.DidNotHappen("what was unpacked still waits beside " + tree.what());
            case BETWEEN -> new Finding.DidNotHappen("it was cut off in the middle and goes on from there");
            case NOTHING ->
                new Finding.CannotTell("Neither is " + tree.what() + " there, nor what was unpacked beside it. Kept is "
                        + named(tree.kept(run)) + ".");
        };
    }

    /** Somebody may have written to the restored one already, so a folder is kept, too. */
    @Override
    public Outcome undo(
            ManagedSystem system, BackupStep.SwapFiles step, Map<String, String> before, StepControl control) {
        FileTree tree = trees.of(system, step.source());
        long run = run(before);
        try {
            boolean wasUntouched = tree.state(run) == FileTree.State.UNPACKED;
            tree.back(run, before.getOrDefault(MISSING, ""));
            if (!wasUntouched) {
                afresh.restart(system, step.service(), control);
            }
            List<String> withdrawn = tree.withdrawn(run);
            return new Outcome.Done(tree.what() + " is what it was before"
                    + (withdrawn.isEmpty() ? "" : "; the restored one is kept as " + named(withdrawn)));
        } catch (TargetException e) {
            return new Outcome.Failed(
                    e.getMessage() + " What was there before is kept beside it under a name with before_" + run + ".",
                    true);
        }
    }

    private static long run(Map<String, String> before) {
        return Long.parseLong(Objects.requireNonNull(before.get(RUN)));
    }
}
