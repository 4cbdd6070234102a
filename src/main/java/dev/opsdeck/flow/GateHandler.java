package dev.opsdeck.flow;

import dev.opsdeck.access.Directory;
import dev.opsdeck.approval.Requirement;
import dev.opsdeck.catalog.Durations;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.FlowStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunStore;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Goes on when enough people agreed who still may. */
@Singleton
final class GateHandler implements StepHandler<FlowStep.Gate> {
    private final StepAnswers answers;
    private final RunStore runs;
    private final Persons persons;
    private final Directory directory;
    private final LiveCatalog catalog;
    private final Jdbi jdbi;

    GateHandler(
            StepAnswers answers, RunStore runs, Persons persons, Directory directory, LiveCatalog catalog, Jdbi jdbi) {
        this.answers = answers;
        this.runs = runs;
        this.persons = persons;
        this.directory = directory;
        this.catalog = catalog;
        this.jdbi = jdbi;
    }

    @Override
    public Class<FlowStep.Gate> kind() {
        return FlowStep.Gate.class;
    }

    /** The gate as a requirement of consents. */
    static Requirement requirement(FlowStep.Gate gate) {
        return new Requirement(gate.role(), gate.count(), "the runbook's gate");
    }

    @Override
    public Outcome act(ManagedSystem system, FlowStep.Gate step, Map<String, String> before, StepControl control) {
        Run run = jdbi.withHandle(tx -> runs.find(tx, control.run())).orElseThrow();
        List<StepAnswers.Answer> given = jdbi.withHandle(tx -> answers.of(tx, control.run(), control.index()));
        for (StepAnswers.Answer answer : given) {
            if (answer.word() == StepAnswers.Word.EXPIRE) {
                return new Outcome.Failed(
                        "Not enough people agreed within " + Durations.format(step.within()) + ".", false);
            }
            if (answer.word() == StepAnswers.Word.DENY) {
                return new Outcome.Failed(answer.name() + " denied it.", false);
            }
        }
        List<String> names = given.stream()
                .filter(answer -> persons.standing(
                                catalog.current().access(),
                                directory.actor(answer.person()),
                                run,
                                List.of(requirement(step)))
                        instanceof Persons.Standing.Counts)
                .map(StepAnswers.Answer::name)
                .toList();
        return names.size() >= step.count()
                ? new Outcome.Done("Approved by " + String.join(", ", names) + ".")
                : new Outcome.Asks();
    }

    @Override
    public Finding inspect(
            ManagedSystem system, FlowStep.Gate step, Map<String, String> before, Instant intentAt, Instant now) {
        return new Finding.DidNotHappen("People are asked again.");
    }
}
