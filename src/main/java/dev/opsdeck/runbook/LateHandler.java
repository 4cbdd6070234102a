package dev.opsdeck.runbook;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.command.Parsed;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.FlowStep;
import dev.opsdeck.plan.NothingToDoException;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.Plans;
import dev.opsdeck.plan.Step;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepExecutor;
import dev.opsdeck.plan.StepHandler;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plans a change from what there is now, and does it. What is done already is not planned, so it may begin again. */
@Singleton
final class LateHandler implements StepHandler<FlowStep.Late> {
    private final LiveCatalog catalog;
    private final Grammar grammar;
    private final Provider<Plans> plans;
    private final Provider<StepExecutor> executor;

    LateHandler(LiveCatalog catalog, Grammar grammar, Provider<Plans> plans, Provider<StepExecutor> executor) {
        this.catalog = catalog;
        this.grammar = grammar;
        this.plans = plans;
        this.executor = executor;
    }

    @Override
    public Class<FlowStep.Late> kind() {
        return FlowStep.Late.class;
    }

    @Override
    public Outcome act(ManagedSystem system, FlowStep.Late step, Map<String, String> before, StepControl control) {
        if (!(grammar.parse(step.command()) instanceof Parsed.Ok(Command.Change command, String _))) {
            throw new IllegalStateException("A step's command cannot be read: " + step.command());
        }
        Plan plan;
        try {
            plan = plans.get().plan(catalog.current(), command);
        } catch (NothingToDoException e) {
            return new Outcome.Done("Nothing was left to do.");
        }
        if (plan.risk().compareTo(step.risk()) > 0) {
            return new Outcome.Failed("It would do more than was approved: " + titles(plan), false);
        }
        return steps(plan, control);
    }

    private Outcome steps(Plan plan, StepControl control) {
        List<String> evidence = new ArrayList<>();
        Map<String, String> results = new HashMap<>();
        for (Step step : plan.steps()) {
            if (control.cancelled()) {
                return new Outcome.Interrupted("Stopped before: " + step.title());
            }
            control.progress(step.title());
            switch (executor.get().act(step, executor.get().before(step, control.run()), control)) {
                case Outcome.Done(String proof, Map<String, String> left) -> {
                    evidence.add(proof);
                    results.putAll(left);
                }
                case Outcome.Asks _ -> {
                    return new Outcome.Failed(step.title() + " needs a person.", false);
                }
                case Outcome.Failed failed -> {
                    return failed;
                }
                case Outcome.Unknown unknown -> {
                    return unknown;
                }
                case Outcome.Interrupted interrupted -> {
                    return interrupted;
                }
            }
        }
        return new Outcome.Done(String.join("; ", evidence), results);
    }

    private static String titles(Plan plan) {
        return String.join("; ", plan.steps().stream().map(Step::title).toList());
    }

    @Override
    public Finding inspect(
            ManagedSystem system, FlowStep.Late step, Map<String, String> before, Instant intentAt, Instant now) {
        return new Finding.DidNotHappen("It is planned anew from what there is now.");
    }
}
