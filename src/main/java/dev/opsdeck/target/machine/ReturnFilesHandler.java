package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.CodeStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;

/** Puts back the configuration that an earlier run saved; what it replaces is saved under this run's number first. */
@Singleton
final class ReturnFilesHandler implements StepHandler<CodeStep.ReturnFiles> {
    private final Machines machines;

    ReturnFilesHandler(Machines machines) {
        this.machines = machines;
    }

    @Override
    public Class<CodeStep.ReturnFiles> kind() {
        return CodeStep.ReturnFiles.class;
    }

    @Override
    public Outcome act(
            ManagedSystem system, CodeStep.ReturnFiles step, Map<String, String> before, StepControl control) {
        return HostActs.acting("put back the configuration of " + system.name(), () -> {
            SavedFiles files = SavedFiles.of(machines, system);
            files.save(control.run());
            files.putBack(step.saved());
            return new Outcome.Done(
                    "as run " + step.saved() + " saved them; what they replaced is kept",
                    Map.of("configuration", Long.toString(control.run())));
        });
    }

    @Override
    public Finding inspect(
            ManagedSystem system, CodeStep.ReturnFiles step, Map<String, String> before, Instant intentAt, Instant now) {
        return HostActs.looking(() -> SavedFiles.of(machines, system).asSaved(step.saved()))
                ? new Finding.Happened("the files are as run " + step.saved() + " saved them")
                : new Finding.DidNotHappen("the files are not as run " + step.saved() + " saved them");
    }

    @Override
    public Outcome undo(
            ManagedSystem system, CodeStep.ReturnFiles step, Map<String, String> before, StepControl control) {
        return HostActs.acting("undo the return of the configuration", () -> {
            SavedFiles files = SavedFiles.of(machines, system);
            if (!files.anySaved(control.run())) {
                return new Outcome.Done("nothing was replaced");
            }
            files.putBack(control.run());
            return new Outcome.Done("the files are what they were before");
        });
    }
}
