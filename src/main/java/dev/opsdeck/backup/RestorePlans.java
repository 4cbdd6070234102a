package dev.opsdeck.backup;

import dev.opsdeck.catalog.BackupRule;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanMaker;
import dev.opsdeck.plan.Step;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Spoken;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans how a backup takes the place of a database: a safety backup first; the backup is loaded beside the database and
 * counted while everything runs on; then what uses it stops, both change names, and what uses it starts and must be
 * healthy. When anything fails until then, all of it is put back.
 */
@Singleton
final class RestorePlans implements PlanMaker<Command.Restore> {
    private final PostgresTools postgres;
    private final Opening opening;
    private final Dependents dependents;
    private final Grammar grammar;
    private final Clock clock;

    RestorePlans(PostgresTools postgres, Opening opening, Dependents dependents, Grammar grammar, Clock clock) {
        this.postgres = postgres;
        this.opening = opening;
        this.dependents = dependents;
        this.grammar = grammar;
        this.clock = clock;
    }

    @Override
    public Class<Command.Restore> kind() {
        return Command.Restore.class;
    }

    @Override
    public Plan plan(Catalog catalog, Command.Restore command) {
        return plan(catalog, command, command.backup());
    }

    /** The newest one is the one that was the newest when it was asked for. */
    @Override
    public Plan again(Catalog catalog, Command.Restore command, Plan approved) {
        String backup = approved.steps().stream()
                .filter(step -> step instanceof BackupStep.LoadBackup)
                .map(step -> ((BackupStep.LoadBackup) step).backup())
                .findFirst()
                .orElse(command.backup());
        return plan(catalog, command, backup);
    }

    private Plan plan(Catalog catalog, Command.Restore command, String backup) {
        if (!(catalog.find(command.database(), "", Section.DATABASES) instanceof Found.One<Database> found)) {
            throw new TargetException("There is no database " + command.database() + " in the catalog any more.");
        }
        ManagedSystem system = found.system();
        Database database = found.thing();
        Manifest manifest = opening.find(system, database.name(), backup).manifest();
        PostgresServer server = postgres.of(system, database);
        if (!server.has(server.database())) {
            throw new TargetException("There is no database " + server.database() + " on " + server
                    + " that the backup could take the place of. Make an empty one of that name and give the command"
                    + " again; rights and settings are taken from it.");
        }
        var at = new ServiceRef(system.name(), database.service());
        Dependents.Around around = dependents.of(catalog, system, at);
        List<ServiceRef> targets = new ArrayList<>(List.of(at));
        targets.addAll(around.services());
        return Plan.of(
                        grammar.canonical(command),
                        system.name(),
                        targets,
                        steps(system, database, manifest, around),
                        List.of())
                .puttingBack()
                .noted(notes(manifest, server, around));
    }

    private static List<Step> steps(
            ManagedSystem system, Database database, Manifest manifest, Dependents.Around around) {
        Duration limit = database.rule().within();
        String name = database.name();
        boolean isDropped = database.rule().replaced() == BackupRule.Replaced.DROP;
        Step safety = BackupPlans.take(system, database);
        List<Step> steps = new ArrayList<>();
        if (!isDropped) {
            steps.add(safety);
        }
        steps.add(new BackupStep.LoadBackup(system.name(), name, manifest.name(), limit));
        steps.add(new BackupStep.CountRestored(system.name(), name, manifest.name(), limit));
        steps.addAll(around.stopping());
        if (isDropped) {
            // Nobody writes any more, so the backup is all that there was, as the database that is kept would be.
            steps.add(safety);
        }
        steps.add(new BackupStep.SwapDatabase(system.name(), name));
        steps.addAll(around.starting());
        if (isDropped) {
            steps.add(new BackupStep.DropReplaced(system.name(), name));
        }
        return steps;
    }

    private List<String> notes(Manifest manifest, PostgresServer server, Dependents.Around around) {
        Duration age = Duration.between(manifest.at(), clock.instant());
        String stops = around.services().isEmpty()
                ? "Nothing that runs depends on it, so nothing stops."
                : "Stops meanwhile: "
                        + String.join(
                                ", ",
                                around.services().stream()
                                        .map(ServiceRef::service)
                                        .toList())
                        + ".";
        return List.of(
                manifest.name() + " is " + Spoken.seconds(age.toSeconds()) + " old: what was written to "
                        + server.database() + " since then is not in it.",
                Spoken.bytes(manifest.bytes()) + " stored, " + Spoken.bytes(manifest.contentBytes()) + " unpacked, "
                        + Spoken.count(manifest.allRows()) + " rows of "
                        + manifest.rows().size() + " tables.",
                stops);
    }
}
