package dev.opsdeck.release;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ReleaseStep;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.plan.Targets;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Puts on record what was deployed. Doing it twice is the same as doing it once. */
@Singleton
final class Publishing implements StepHandler<ReleaseStep.Publish> {
    private final Targets targets;
    private final ReleaseStore releases;
    private final Clock clock;

    Publishing(Targets targets, ReleaseStore releases, Clock clock) {
        this.targets = targets;
        this.releases = releases;
        this.clock = clock;
    }

    @Override
    public Class<ReleaseStep.Publish> kind() {
        return ReleaseStep.Publish.class;
    }

    @Override
    public Outcome act(
            ManagedSystem system, ReleaseStep.Publish step, Map<String, String> before, StepControl control) {
        List<Running> running = Running.of(targets.of(system), system, step.services());
        running.forEach(one -> releases.put(one, control.run(), true, clock.instant()));
        forget(system, running, control);
        return new Outcome.Done(running.stream()
                .map(one -> one.service().service() + " runs " + one.version() + " × " + one.replicas())
                .collect(Collectors.joining(", ")));
    }

    /** What may be gone back to is what is offered: the newest releases, and all that stood together with these. */
    private void forget(ManagedSystem system, List<Running> running, StepControl control) {
        for (Running one : running) {
            Service service =
                    Objects.requireNonNull(system.services().get(one.service().service()));
            try {
                targets.of(system).forgetKept(system, service, releases.mayReturn(one.service()));
            } catch (TargetException e) {
                control.output("Older images of " + service.name() + " stay for now: " + e.getMessage());
            }
        }
    }

    @Override
    public Finding inspect(
            ManagedSystem system, ReleaseStep.Publish step, Map<String, String> before, Instant intentAt, Instant now) {
        return new Finding.DidNotHappen("Putting it on record again changes nothing");
    }

    @Override
    public Outcome undo(
            ManagedSystem system, ReleaseStep.Publish step, Map<String, String> before, StepControl control) {
        releases.withdraw(control.run());
        return new Outcome.Done("it is no release any more");
    }
}
