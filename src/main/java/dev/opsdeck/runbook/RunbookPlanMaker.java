package dev.opsdeck.runbook;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.FillingException;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.Runbook;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanMaker;
import dev.opsdeck.plan.Plans;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans runbooks: everything that their steps would do by themselves, in one plan that is approved as a whole. */
@Singleton
final class RunbookPlanMaker implements PlanMaker<Command.Run> {
    /** Asked for late: the plans of its steps come from where this one is registered, too. */
    private final Provider<Plans> plans;

    private final Grammar grammar;

    RunbookPlanMaker(Provider<Plans> plans, Grammar grammar) {
        this.plans = plans;
        this.grammar = grammar;
    }

    @Override
    public Class<Command.Run> kind() {
        return Command.Run.class;
    }

    @Override
    public Plan plan(Catalog catalog, Command.Run command) {
        return make(catalog, command, null);
    }

    @Override
    public Plan again(Catalog catalog, Command.Run command, Plan approved) {
        return make(catalog, command, approved);
    }

    private Plan make(Catalog catalog, Command.Run command, @Nullable Plan approved) {
        if (!(catalog.find(command.runbook(), "", Section.RUNBOOKS) instanceof Found.One<Runbook> found)) {
            throw new TargetException("The catalog has no runbook " + command.runbook() + " any more.");
        }
        Runbook runbook = found.thing();
        List<String> missing = runbook.missing(command.values());
        if (!missing.isEmpty()) {
            throw new TargetException(runbook.name() + " needs " + String.join(", ", missing)
                    + ": write name=value for each, or leave them out and fill in the form.");
        }
        Map<String, String> mistakes = runbook.mistakes(command.values(), found.system());
        mistakes.forEach((name, mistake) -> {
            throw new TargetException(name + ": " + mistake);
        });
        try {
            return new Expansion(plans.get(), grammar, catalog, found.system(), approved).plan(command, runbook);
        } catch (FillingException e) {
            throw new TargetException("The values do not fit the runbook " + runbook.name() + ": " + e.getMessage());
        }
    }
}
