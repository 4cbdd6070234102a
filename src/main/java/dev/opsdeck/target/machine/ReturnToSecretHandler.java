package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.HostStep.ReturnToSecret;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ServiceChange;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.Target;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.plan.Targets;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;

/** Does nothing, until what follows it is put back: then services have to come to know the old secret again. */
@Singleton
final class ReturnToSecretHandler implements StepHandler<ReturnToSecret> {
    private final Targets targets;

    ReturnToSecretHandler(Targets targets) {
        this.targets = targets;
    }

    @Override
    public Class<ReturnToSecret> kind() {
        return ReturnToSecret.class;
    }

    @Override
    public Outcome act(ManagedSystem system, ReturnToSecret step, Map<String, String> before, StepControl control) {
        return new Outcome.Done("nothing was changed yet");
    }

    @Override
    public Finding inspect(
            ManagedSystem system, ReturnToSecret step, Map<String, String> before, Instant intentAt, Instant now) {
        return new Finding.DidNotHappen("It changes nothing");
    }

    @Override
    public Outcome undo(ManagedSystem system, ReturnToSecret step, Map<String, String> before, StepControl control) {
        Target target = targets.of(system);
        ServiceChange change = follow(step.recreate());
        for (String name : step.services()) {
            Service service = system.services().get(name);
            if (service == null) {
                throw new TargetException(system.name() + " has no service " + name + " any more.");
            }
            for (ServiceStep each : target.plan(system, service, change)) {
                control.progress(each.title());
                Outcome outcome = target.act(system, each, target.before(system, each), control);
                if (!(outcome instanceof Outcome.Done)) {
                    return outcome;
                }
            }
        }
        return new Outcome.Done(String.join(", ", step.services()) + " run with the old one again");
    }

    static ServiceChange follow(boolean recreate) {
        return recreate ? new ServiceChange.Recreate() : new ServiceChange.Restart(true);
    }
}
