package dev.opsdeck.backup;

import dev.opsdeck.catalog.BackedUp;
import dev.opsdeck.catalog.BackupSource;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanMaker;
import dev.opsdeck.plan.Step;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans backups: each thing in turn, and what its rule does not keep any longer goes afterwards. */
@Singleton
final class BackupPlans implements PlanMaker<Command.Backup> {
    private final Retention retention;
    private final Grammar grammar;

    BackupPlans(Retention retention, Grammar grammar) {
        this.retention = retention;
        this.grammar = grammar;
    }

    @Override
    public Class<Command.Backup> kind() {
        return Command.Backup.class;
    }

    @Override
    public Plan plan(Catalog catalog, Command.Backup command) {
        return plan(catalog, command, null);
    }

    /** What goes afterwards is what was said to go: a minute later another one may be old enough. */
    @Override
    public Plan again(Catalog catalog, Command.Backup command, Plan approved) {
        return plan(catalog, command, approved);
    }

    private Plan plan(Catalog catalog, Command.Backup command, @Nullable Plan approved) {
        Chosen chosen = Chosen.of(catalog, command.what());
        List<Step> steps = new ArrayList<>();
        for (BackupSource source : chosen.sources()) {
            steps.add(take(chosen.system(), source));
        }
        for (BackupSource source : chosen.sources()) {
            List<String> go = approved == null
                    ? retention.afterOneMore(chosen.system(), source)
                    : Chosen.pruned(approved, source);
            if (!go.isEmpty()) {
                steps.add(new BackupStep.PruneBackups(chosen.system().name(), source.name(), go));
            }
        }
        return Plan.of(
                grammar.canonical(command), chosen.system().name(), chosen.targets(), steps, List.<ServiceRef>of());
    }

    static BackupStep.TakeBackup take(ManagedSystem system, BackupSource source) {
        return new BackupStep.TakeBackup(
                system.name(),
                source.name(),
                what(source),
                source.rule().to(),
                source.rule().within());
    }

    private static String what(BackupSource source) {
        return switch (source) {
            case Database database -> "the database " + database.name();
            case BackedUp backedUp when backedUp.redis() != null -> "a snapshot of the cache " + backedUp.redis();
            case BackedUp backedUp when backedUp.directory() != null -> "the folder " + backedUp.directory();
            case BackedUp backedUp -> "the files of " + backedUp.name();
        };
    }
}
