package dev.opsdeck.backup;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Gives the restored database the name of one that is not there any more. */
@Singleton
final class NameDatabases implements StepHandler<BackupStep.NameDatabase> {
    private final PostgresTools postgres;

    NameDatabases(PostgresTools postgres) {
        this.postgres = postgres;
    }

    /** Where it stands, by the names of the databases. */
    private enum Stand {
        BEFORE,
        AFTER,
        /** It was done and put back. */
        BACK,
        UNCLEAR
    }

    @Override
    public Class<BackupStep.NameDatabase> kind() {
        return BackupStep.NameDatabase.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, BackupStep.NameDatabase step, long run) {
        return DatabaseNames.before(server(system, step).database(), run);
    }

    private static Stand stand(PostgresServer server, DatabaseNames names) {
        Set<String> there = server.databases("");
        boolean isInPlace = there.contains(names.database());
        boolean isRestored = there.contains(names.restored());
        if (isInPlace != isRestored) {
            return isInPlace ? Stand.AFTER : Stand.BEFORE;
        }
        return !isInPlace && there.contains(names.withdrawn()) ? Stand.BACK : Stand.UNCLEAR;
    }

    @Override
    public Outcome act(
            ManagedSystem system, BackupStep.NameDatabase step, Map<String, String> before, StepControl control) {
        DatabaseNames names = DatabaseNames.of(before);
        PostgresServer server = server(system, step);
        try {
            if (stand(server, names) != Stand.BEFORE) {
                return new Outcome.Unknown(unclear(server, names));
            }
            var admin = new Administration(server);
            admin.rename(names.restored(), names.database());
            admin.comment(names.database(), "");
            return new Outcome.Done(names.database() + " is there again");
        } catch (TargetException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), true);
        }
    }

    private static String unclear(PostgresServer server, DatabaseNames names) {
        return "The databases there are do not say where the restore stands: " + String.join(", ", server.databases(""))
                + ". Expected is one of " + names.restored() + " and " + names.database()
                + ". Look at them before anything is renamed or dropped.";
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            BackupStep.NameDatabase step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        DatabaseNames names = DatabaseNames.of(before);
        PostgresServer server = server(system, step);
        return switch (stand(server, names)) {
            case AFTER -> new Finding.Happened(names.database() + " is there again");
            case BEFORE -> new Finding.DidNotHappen(names.restored() + " does not have its name yet");
            case BACK, UNCLEAR -> new Finding.CannotTell(unclear(server, names));
        };
    }

    /** Somebody may have written into it already, so it is kept under another name. */
    @Override
    public Outcome undo(
            ManagedSystem system, BackupStep.NameDatabase step, Map<String, String> before, StepControl control) {
        DatabaseNames names = DatabaseNames.of(before);
        PostgresServer server = server(system, step);
        try {
            return switch (stand(server, names)) {
                case BEFORE -> new Outcome.Done("there was no " + names.database() + " yet");
                case AFTER -> {
                    new Administration(server).rename(names.database(), names.withdrawn());
                    yield new Outcome.Done(back(names));
                }
                case BACK -> new Outcome.Done(back(names));
                case UNCLEAR -> new Outcome.Unknown(unclear(server, names));
            };
        } catch (TargetException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), true);
        }
    }

    private static String back(DatabaseNames names) {
        return "There is no " + names.database() + " again, as before; the restored one is kept as " + names.withdrawn()
                + ". When it is needed no longer: drop database \"" + names.withdrawn() + "\"";
    }

    private PostgresServer server(ManagedSystem system, BackupStep.NameDatabase step) {
        return postgres.of(system, PostgresTools.declared(system, step.source()));
    }
}
