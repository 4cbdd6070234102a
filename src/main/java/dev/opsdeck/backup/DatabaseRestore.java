package dev.opsdeck.backup;

import dev.opsdeck.catalog.BackupRule;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Step;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a database is restored: a safety backup first; the backup is loaded beside the database and counted while
 * everything runs on; then what uses it stops, both change names, and what uses it starts. One that is not there any more
 * needs no safety backup, and gets its name back in the same way.
 */
@Singleton
final class DatabaseRestore {
    private final PostgresTools postgres;
    private final Dependents dependents;

    DatabaseRestore(PostgresTools postgres, Dependents dependents) {
        this.postgres = postgres;
        this.dependents = dependents;
    }

    RestorePlans.Way of(Catalog catalog, ManagedSystem system, Database database, Manifest manifest) {
        PostgresServer server = postgres.of(system, database);
        var at = new ServiceRef(system.name(), database.service());
        Dependents.Around around = dependents.of(catalog, system, at);
        boolean isThere = server.has(server.database());
        return new RestorePlans.Way(
                at,
                around,
                server.database(),
                isThere ? replacing(system, database, manifest, around) : making(system, database, manifest, around),
                isThere ? List.of() : List.of(gone(server)));
    }

    private static String gone(PostgresServer server) {
        return "There is no database " + server.database() + " on " + server
                + " now, so there is nothing to take a safety backup of and nothing to keep. It is made anew, owned by"
                + " the user that opsdeck logs in as, without rights and settings of its own: these are in no backup.";
    }

    private static List<Step> making(
            ManagedSystem system, Database database, Manifest manifest, Dependents.Around around) {
        List<Step> steps = loading(system, database, manifest);
        steps.addAll(around.stopping());
        steps.add(new BackupStep.NameDatabase(system.name(), database.name()));
        steps.addAll(around.starting());
        return steps;
    }

    private static List<Step> loading(ManagedSystem system, Database database, Manifest manifest) {
        Duration limit = database.rule().within();
        return new ArrayList<>(List.of(
                new BackupStep.LoadBackup(system.name(), database.name(), manifest.name(), limit),
                new BackupStep.CountRestored(system.name(), database.name(), manifest.name(), limit)));
    }

    private static List<Step> replacing(
            ManagedSystem system, Database database, Manifest manifest, Dependents.Around around) {
        String name = database.name();
        boolean isDropped = database.rule().replaced() == BackupRule.Replaced.DROP;
        Step safety = BackupPlans.take(system, database);
        List<Step> steps = new ArrayList<>();
        if (!isDropped) {
            steps.add(safety);
        }
        steps.addAll(loading(system, database, manifest));
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
}
