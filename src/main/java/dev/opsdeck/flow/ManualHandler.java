package dev.opsdeck.flow;

import dev.opsdeck.catalog.Durations;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.FlowStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Asks a person to do something, and goes on by what he says. */
@Singleton
final class ManualHandler implements StepHandler<FlowStep.Manual> {
    private final StepAnswers answers;
    private final Jdbi jdbi;

    ManualHandler(StepAnswers answers, Jdbi jdbi) {
        this.answers = answers;
        this.jdbi = jdbi;
    }

    @Override
    public Class<FlowStep.Manual> kind() {
        return FlowStep.Manual.class;
    }

    @Override
    public Outcome act(ManagedSystem system, FlowStep.Manual step, Map<String, String> before, StepControl control) {
        return jdbi.withHandle(tx -> answers.of(tx, control.run(), control.index())).stream()
                .findFirst()
                .map(answer -> outcome(step, answer))
                .orElseGet(Outcome.Asks::new);
    }

    private static Outcome outcome(FlowStep.Manual step, StepAnswers.Answer answer) {
        return switch (answer.word()) {
            case DONE, APPROVE -> new Outcome.Done("Done by " + answer.name() + ".", Map.of("by", answer.person()));
            case EXPIRE ->
                new Outcome.Failed("Nobody confirmed it within " + Durations.format(step.within()) + ".", false);
            case CANNOT, DENY -> new Outcome.Failed(answer.name() + " says that it cannot be done.", false);
        };
    }

    @Override
    public Finding inspect(
            ManagedSystem system, FlowStep.Manual step, Map<String, String> before, Instant intentAt, Instant now) {
        return new Finding.DidNotHappen("The person is asked again.");
    }
}
