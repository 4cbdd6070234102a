package dev.opsdeck.backup;

import dev.opsdeck.catalog.BackupSource;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanMaker;
import dev.opsdeck.plan.Step;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Plans how backups are verified. */
@Singleton
final class VerifyPlans implements PlanMaker<Command.VerifyBackup> {
    private final Opening opening;
    private final Grammar grammar;

    VerifyPlans(Opening opening, Grammar grammar) {
        this.opening = opening;
        this.grammar = grammar;
    }

    @Override
    public Class<Command.VerifyBackup> kind() {
        return Command.VerifyBackup.class;
    }

    @Override
    public Plan plan(Catalog catalog, Command.VerifyBackup command) {
        Chosen chosen = Chosen.of(catalog, command.what());
        List<Step> steps = new ArrayList<>();
        for (BackupSource source : chosen.sources()) {
            Manifest manifest = opening.find(chosen.system(), source.name(), command.backup())
                    .manifest();
            steps.add(new BackupStep.VerifyBackup(
                    chosen.system().name(),
                    source.name(),
                    manifest.name(),
                    source.rule().within()));
            if (command.restoreTest() && manifest.kind() == Manifest.Kind.POSTGRESQL) {
                steps.add(new BackupStep.TestRestore(
                        chosen.system().name(),
                        source.name(),
                        manifest.name(),
                        source.rule().within()));
            }
        }
        if (command.restoreTest() && steps.size() == chosen.sources().size()) {
            throw new TargetException("Only a database's backup can be restored for a test.");
        }
        return plan(chosen, command, steps);
    }

    /** The newest one is the one that was the newest when it was asked for. */
    @Override
    public Plan again(Catalog catalog, Command.VerifyBackup command, Plan approved) {
        return plan(Chosen.of(catalog, command.what()), command, approved.steps());
    }

    private Plan plan(Chosen chosen, Command.VerifyBackup command, List<Step> steps) {
        return Plan.of(grammar.canonical(command), chosen.system().name(), chosen.targets(), steps, List.of());
    }
}
