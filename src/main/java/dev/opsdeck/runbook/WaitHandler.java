package dev.opsdeck.runbook;

import dev.opsdeck.catalog.Durations;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.FlowStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Lets time pass. Whoever takes it over waits for the same moment. */
@Singleton
final class WaitHandler implements StepHandler<FlowStep.Wait> {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Clock clock;

    WaitHandler(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<FlowStep.Wait> kind() {
        return FlowStep.Wait.class;
    }

    @Override
    public Outcome act(ManagedSystem system, FlowStep.Wait step, Map<String, String> before, StepControl control) {
        Instant end = control.begunAt().plus(step.time());
        Duration told = Duration.ZERO;
        while (clock.instant().isBefore(end)) {
            Duration left = Duration.between(clock.instant(), end);
            Duration words = Duration.ofSeconds(left.toSeconds() / 5 * 5);
            if (!words.equals(told) && words.isPositive()) {
                told = words;
                control.progress(Durations.format(words) + " left");
            }
            boolean paused = control.pause(left.compareTo(LOOK) < 0 ? left : LOOK);
            if (!paused && clock.instant().isBefore(end)) {
                return new Outcome.Interrupted("The wait was cut short.");
            }
        }
        return new Outcome.Done("Waited " + Durations.format(step.time()) + ".");
    }

    @Override
    public Finding inspect(
            ManagedSystem system, FlowStep.Wait step, Map<String, String> before, Instant intentAt, Instant now) {
        return new Finding.DidNotHappen("The wait goes on.");
    }
}
