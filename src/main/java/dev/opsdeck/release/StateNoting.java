package dev.opsdeck.release;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ReleaseStep;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.Targets;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts on record what runs before something takes its place. Doing it twice is the same as doing it once. */
@Singleton
final class StateNoting implements StepHandler<ReleaseStep.NoteState> {
    private final Targets targets;
    private final ReleaseStore releases;
    private final Clock clock;

    StateNoting(Targets targets, ReleaseStore releases, Clock clock) {
        this.targets = targets;
        this.releases = releases;
        this.clock = clock;
    }

    @Override
    public Class<ReleaseStep.NoteState> kind() {
        return ReleaseStep.NoteState.class;
    }

    @Override
    public Outcome act(
            ManagedSystem system, ReleaseStep.NoteState step, Map<String, String> before, StepControl control) {
        List<Running> running = Running.of(targets.of(system), system, step.services());
        running.forEach(one -> releases.put(one, control.run(), false, clock.instant()));
        return new Outcome.Done(
                running.isEmpty()
                        ? "nothing runs from an image"
                        : running.stream()
                                .map(one -> one.service().service() + " runs " + one.version())
                                .collect(Collectors.joining(", ")));
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            ReleaseStep.NoteState step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        return new Finding.DidNotHappen("Noting it again changes nothing");
    }
}
