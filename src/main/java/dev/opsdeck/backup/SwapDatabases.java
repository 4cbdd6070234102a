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

/**
 * Puts the restored database in the place of the one that is there. Both are renamed in one transaction, so that the
 * names that are there always say where it stands.
 */
@Singleton
final class SwapDatabases implements StepHandler<BackupStep.SwapDatabase> {
    private final PostgresTools postgres;

    SwapDatabases(PostgresTools postgres) {
        this.postgres = postgres;
    }

    /** Where a swap stands, by the names of the databases. */
    private enum Stand {
        BEFORE,
        AFTER,
        /** It was done and put back. */
        BACK,
        UNCLEAR
    }

    @Override
    public Class<BackupStep.SwapDatabase> kind() {
        return BackupStep.SwapDatabase.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, BackupStep.SwapDatabase step, long run) {
        return DatabaseNames.before(server(system, step).database(), run);
    }

    private static Stand stand(PostgresServer server, DatabaseNames names) {
        Set<String> there = server.databases("");
        boolean isInPlace = there.contains(names.database());
        boolean isRestored = there.contains(names.restored());
        boolean isReplaced = there.contains(names.replaced());
        if (isInPlace && isRestored && !isReplaced) {
            return Stand.BEFORE;
        }
        if (isInPlace && !isRestored && isReplaced) {
            return Stand.AFTER;
        }
        return isInPlace && !isRestored && there.contains(names.withdrawn()) ? Stand.BACK : Stand.UNCLEAR;
    }

    @Override
    public Outcome act(
            ManagedSystem system, BackupStep.SwapDatabase step, Map<String, String> before, StepControl control) {
        DatabaseNames names = DatabaseNames.of(before);
        PostgresServer server = server(system, step);
        var admin = new Administration(server);
        try {
            if (stand(server, names) != Stand.BEFORE) {
                return new Outcome.Unknown(unclear(server, names));
            }
            String comment = admin.comment(names.database());
            admin.swap(names.database(), names.replaced(), names.restored());
            admin.comment(names.database(), comment);
            return new Outcome.Done(told(names));
        } catch (TargetException e) {
            return failed(server, names, e);
        }
    }

    /** The database must not stay closed because it could not be renamed. */
    private static Outcome failed(PostgresServer server, DatabaseNames names, TargetException e) {
        try {
            if (stand(server, names) == Stand.BEFORE) {
                new Administration(server).allowConnections(names.database());
                return new Outcome.Failed(e.getMessage() + " The database is as it was.", true);
            }
        } catch (TargetException again) {
            return new Outcome.Unknown(e.getMessage() + " " + again.getMessage());
        }
        return new Outcome.Unknown(e.getMessage() + " " + unclear(server, names));
    }

    private static String told(DatabaseNames names) {
        return names.database() + " is the restored one now; what it was before is kept as " + names.replaced()
                + ". When it is needed no longer: drop database \"" + names.replaced() + "\"";
    }

    private static String unclear(PostgresServer server, DatabaseNames names) {
        return "The databases there are do not say where the swap stands: " + String.join(", ", server.databases(""))
                + ". Expected are " + names.database() + " and one of " + names.restored() + " and " + names.replaced()
                + ". Look at them before anything is renamed or dropped.";
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            BackupStep.SwapDatabase step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        DatabaseNames names = DatabaseNames.of(before);
        PostgresServer server = server(system, step);
        return switch (stand(server, names)) {
            case AFTER -> new Finding.Happened(told(names));
            case BEFORE -> new Finding.DidNotHappen(names.restored() + " still waits beside " + names.database());
            case BACK, UNCLEAR -> new Finding.CannotTell(unclear(server, names));
        };
    }

    /** Somebody may have written into the restored one already, so that is kept, too. */
    @Override
    public Outcome undo(
            ManagedSystem system, BackupStep.SwapDatabase step, Map<String, String> before, StepControl control) {
        DatabaseNames names = DatabaseNames.of(before);
        PostgresServer server = server(system, step);
        var admin = new Administration(server);
        try {
            return switch (stand(server, names)) {
                case BEFORE -> {
                    admin.allowConnections(names.database());
                    yield new Outcome.Done(names.database() + " was not replaced");
                }
                case AFTER -> {
                    admin.swap(names.database(), names.withdrawn(), names.replaced());
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
        return names.database() + " is what it was before; the restored one is kept as " + names.withdrawn()
                + ". When it is needed no longer: drop database \"" + names.withdrawn() + "\"";
    }

    private PostgresServer server(ManagedSystem system, BackupStep.SwapDatabase step) {
        return postgres.of(system, PostgresTools.declared(system, step.source()));
    }
}
