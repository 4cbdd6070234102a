package dev.opsdeck.runbook;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.RunbookStep;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.StepCommands;
import dev.opsdeck.command.Terms;
import dev.opsdeck.plan.FlowStep;
import dev.opsdeck.plan.RestartSteps;
import dev.opsdeck.plan.Step;
import dev.opsdeck.plan.TargetException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a step of a runbook becomes in its plan. */
sealed interface Part {
    /** The steps of the plan of a command of its own. */
    record Change(Command.Change command) implements Part {}

    /** A step that needs no plan of its own. */
    record Single(Step step) implements Part {}

    /** The steps of another runbook. */
    record Nested(String runbook, Map<String, String> values) implements Part {}

    /** Each kind of step has its line here. */
    static Part of(ManagedSystem system, RunbookStep.Filled step) {
        String name = system.name();
        return switch (step.what()) {
            case StepSpec.Changing change -> new Change(StepCommands.of(name, change, Terms.NONE));
            case StepSpec.Run(String runbook, Map<String, String> values) -> new Nested(runbook, values);
            case StepSpec.Health(String service) ->
                new Single(RestartSteps.healthy(
                        new ServiceRef(name, service),
                        Objects.requireNonNull(system.services().get(service), service),
                        List.of()));
            case StepSpec.Status(String service) -> look(name, "Look whether " + service + " runs", step);
            case StepSpec.Logs logs -> look(name, "Look at the log of " + logs.service(), step);
            case StepSpec.Check(String check) -> look(name, "Check " + check, step);
            case StepSpec.Manual(String text, var by) -> new Single(new FlowStep.Manual(name, text, by));
            case StepSpec.Wait(var time) -> new Single(new FlowStep.Wait(name, time));
            case StepSpec.Gate(String role, int count, var text) ->
                new Single(new FlowStep.Gate(name, role, count, text));
            case StepSpec.Disabled(String command, String why) ->
                throw new TargetException("A step of this runbook is disabled: " + command + ". " + why
                        + " Make a step of it in the catalog, or take it out.");
            case StepSpec.Note(String channel, String text) -> new Single(new FlowStep.Note(name, channel, text));
        };
    }

    private static Single look(String system, String title, RunbookStep.Filled step) {
        return new Single(new FlowStep.Look(system, title, step.json()));
    }
}
