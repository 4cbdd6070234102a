package dev.opsdeck.backup;

import dev.opsdeck.catalog.BackupSource;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.NothingToDoException;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanMaker;
import dev.opsdeck.plan.Step;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Plans what of the backups goes. */
@Singleton
final class PrunePlans implements PlanMaker<Command.PruneBackups> {
    private final Retention retention;
    private final Grammar grammar;

    PrunePlans(Retention retention, Grammar grammar) {
        this.retention = retention;
        this.grammar = grammar;
    }

    @Override
    public Class<Command.PruneBackups> kind() {
        return Command.PruneBackups.class;
    }

    @Override
    public Plan plan(Catalog catalog, Command.PruneBackups command) {
        Chosen chosen = Chosen.of(catalog, command.what());
        List<Step> steps = new ArrayList<>();
        for (BackupSource source : chosen.sources()) {
            List<String> go = retention.now(chosen.system(), source);
            if (!go.isEmpty()) {
                steps.add(new BackupStep.PruneBackups(chosen.system().name(), source.name(), go));
            }
        }
        if (steps.isEmpty()) {
            throw new NothingToDoException(
                    "No backup of " + command.what() + " is older or more than the catalog keeps.");
        }
        return plan(chosen, command, steps);
    }

    /** What was approved to go, goes; what has become old since then is not part of it. */
    @Override
    public Plan again(Catalog catalog, Command.PruneBackups command, Plan approved) {
        return plan(Chosen.of(catalog, command.what()), command, approved.steps());
    }

    private Plan plan(Chosen chosen, Command.PruneBackups command, List<Step> steps) {
        return Plan.of(grammar.canonical(command), chosen.system().name(), chosen.targets(), steps, List.of());
    }
}
