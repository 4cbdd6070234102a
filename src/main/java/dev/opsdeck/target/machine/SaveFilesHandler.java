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

/** Keeps copies of a system's configuration, so that a rollback can put them back. */
@Singleton
final class SaveFilesHandler implements StepHandler<CodeStep.SaveFiles> {
    private final Machines machines;

    SaveFilesHandler(Machines machines) {
        this.machines = machines;
    }

    @Override
    public Class<CodeStep.SaveFiles> kind() {
        return CodeStep.SaveFiles.class;
    }

    @Override
    public Outcome act(
            ManagedSystem system, CodeStep.SaveFiles step, Map<String, String> before, StepControl control) {
        return HostActs.acting("save the configuration of " + system.name(), () -> {
            int saved = SavedFiles.of(machines, system).save(control.run());
            return new Outcome.Done(
                    saved + " of " + step.files().size() + " files saved",
                    Map.of("configuration", Long.toString(control.run())));
        });
    }

    @Override
    public Finding inspect(
            ManagedSystem system, CodeStep.SaveFiles step, Map<String, String> before, Instant intentAt, Instant now) {
        return new Finding.DidNotHappen("What was saved is not saved again");
    }
}
