package dev.opsdeck.runbook;

import dev.opsdeck.catalog.FillingException;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.plan.FlowStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Examiner;
import dev.opsdeck.probe.Finding;
import dev.opsdeck.probe.Level;
import dev.opsdeck.probe.ProbeNames;
import dev.opsdeck.probe.Question;
import dev.opsdeck.probe.Questions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Asks what the catalog can ask; fails where the answer is critical or there is none. */
@Singleton
final class LookHandler implements StepHandler<FlowStep.Look> {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Examiner examiner;

    LookHandler(Examiner examiner) {
        this.examiner = examiner;
    }

    @Override
    public Class<FlowStep.Look> kind() {
        return FlowStep.Look.class;
    }

    @Override
    public Outcome act(ManagedSystem system, FlowStep.Look step, Map<String, String> before, StepControl control) {
        CompletableFuture<List<Finding>> asked = examiner.examine(system, questions(system, step));
        while (!asked.isDone()) {
            if (!control.pause(LOOK) && !asked.isDone()) {
                return new Outcome.Interrupted("The question was not waited for.");
            }
        }
        List<Finding> findings = asked.join();
        findings.forEach(finding -> print(finding, control));
        String evidence =
                findings.getFirst().subject() + ": " + findings.getFirst().statement();
        boolean bad = findings.stream()
                .anyMatch(finding -> finding.level() == Level.CRITICAL || finding.level() == Level.UNKNOWN);
        return bad
                ? new Outcome.Failed(evidence, false)
                : new Outcome.Done(
                        evidence, Map.of("level", findings.getFirst().level().name()));
    }

    private static void print(Finding finding, StepControl control) {
        control.output(finding.level() + "  " + finding.subject() + ": " + finding.statement());
        if (finding.evidence() != null) {
            finding.evidence().text().lines().forEach(control::output);
        }
    }

    private static List<Question> questions(ManagedSystem system, FlowStep.Look step) {
        try {
            List<Question> questions =
                    switch (StepSpec.read(step.question())) {
                        case StepSpec.Check(String name) ->
                            Questions.named(system, name).orElse(List.of());
                        case StepSpec spec
                        when spec instanceof Probe probe -> List.of(Question.of(ProbeNames.of(probe), probe));
                        case StepSpec _ -> List.of();
                    };
            if (questions.isEmpty()) {
                throw new TargetException(step.title() + ": the catalog does not have that any more.");
            }
            return questions;
        } catch (FillingException e) {
            throw new TargetException(step.title() + ": " + e.getMessage());
        }
    }

    @Override
    public dev.opsdeck.plan.Finding inspect(
            ManagedSystem system, FlowStep.Look step, Map<String, String> before, Instant intentAt, Instant now) {
        return new dev.opsdeck.plan.Finding.DidNotHappen("Looking changes nothing.");
    }
}
