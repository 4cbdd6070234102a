package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.Deployment;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.CodeStep;
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

/** Brings the working copy of a system to a revision, and back. */
@Singleton
final class CheckOutHandler implements StepHandler<CodeStep.CheckOut> {
    private static final String REVISION = "revision";
    private static final String BRANCH = "branch";
    private static final int SHORT = 10;

    private final Machines machines;

    CheckOutHandler(Machines machines) {
        this.machines = machines;
    }

    @Override
    public Class<CodeStep.CheckOut> kind() {
        return CodeStep.CheckOut.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, CodeStep.CheckOut step) {
        return HostActs.looking(() -> {
            WorkingCopy copy = copy(system);
            List<String> changed = copy.changed();
            if (!changed.isEmpty()) {
                throw new TargetException(copy.folder() + " on " + copy.machine().where()
                        + " has changes that were never committed, which checking out could lose: "
                        + String.join(", ", changed.stream().limit(5).toList())
                        + ". Commit them or put them back first.");
            }
            return Map.of(REVISION, copy.revision(), BRANCH, copy.branch());
        });
    }

    @Override
    public Outcome act(
            ManagedSystem system, CodeStep.CheckOut step, Map<String, String> before, StepControl control) {
        return HostActs.acting("check out " + step.ref() + " in " + step.folder(), () -> {
            WorkingCopy copy = copy(system);
            String remote = code(system).remote();
            if (!remote.isEmpty()) {
                control.progress("fetching from " + remote);
                copy.fetch(remote);
            }
            String wanted = copy.revision(wanted(copy, remote, step.ref()));
            copy.checkOut(wanted);
            String now = copy.revision();
            return now.equals(wanted)
                    ? new Outcome.Done(
                            "at " + shortened(now) + ", before at " + shortened(before.get(REVISION)), Map.of(REVISION, now))
                    : new Outcome.Failed("It is at " + now + " and not at " + wanted + ".", false);
        });
    }

    /** A branch means what the others pushed to it, not where this copy was when it last looked. */
    private static String wanted(WorkingCopy copy, String remote, String ref) {
        String pushed = remote + "/" + ref;
        return !remote.isEmpty() && copy.has(pushed) ? pushed : ref;
    }

    @Override
    public Finding inspect(
            ManagedSystem system, CodeStep.CheckOut step, Map<String, String> before, Instant intentAt, Instant now) {
        return new Finding.DidNotHappen("Checking out once more leads to the same revision");
    }

    @Override
    public Outcome undo(
            ManagedSystem system, CodeStep.CheckOut step, Map<String, String> before, StepControl control) {
        return HostActs.acting("put " + step.folder() + " back", () -> {
            WorkingCopy copy = copy(system);
            String revision = Objects.requireNonNull(before.get(REVISION));
            String branch = before.getOrDefault(BRANCH, "HEAD");
            if (!branch.equals("HEAD") && copy.revision(branch).equals(revision)) {
                copy.checkOutBranch(branch);
            } else {
                copy.checkOut(revision);
            }
            return new Outcome.Done("at " + shortened(copy.revision()) + " again");
        });
    }

    private WorkingCopy copy(ManagedSystem system) {
        Deployment.Code code = code(system);
        return new WorkingCopy(machines.of(system, code), code.folder());
    }

    private static Deployment.Code code(ManagedSystem system) {
        Deployment.Code code = system.deploy().code();
        if (code == null) {
            throw new TargetException("The catalog of " + system.name() + " names no working copy any more.");
        }
        return code;
    }

    private static String shortened(@org.jspecify.annotations.Nullable String revision) {
        return revision == null || revision.length() <= SHORT ? String.valueOf(revision) : revision.substring(0, SHORT);
    }
}
