package dev.opsdeck.backup;

import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.target.Piped;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Loads a backup into a new database beside the one that it is to replace. */
@Singleton
final class LoadBackups implements StepHandler<BackupStep.LoadBackup> {
    private static final String MARK = "mark";

    private final PostgresTools postgres;
    private final Opening opening;
    private final Loading loading;

    LoadBackups(PostgresTools postgres, Opening opening, Loading loading) {
        this.postgres = postgres;
        this.opening = opening;
        this.loading = loading;
    }

    @Override
    public Class<BackupStep.LoadBackup> kind() {
        return BackupStep.LoadBackup.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, BackupStep.LoadBackup step, long run) {
        var before = new HashMap<>(DatabaseNames.before(server(system, step).database(), run));
        before.put(MARK, UUID.randomUUID().toString());
        return Map.copyOf(before);
    }

    @Override
    public Outcome act(
            ManagedSystem system, BackupStep.LoadBackup step, Map<String, String> before, StepControl control) {
        DatabaseNames names = DatabaseNames.of(before);
        PostgresServer server = server(system, step);
        var admin = new Administration(server);
        try {
            Manifest manifest =
                    opening.find(system, step.source(), step.backup()).manifest();
            admin.drop(names.restored());
            admin.createLike(names.restored(), names.database());
            admin.comment(names.restored(), Loading.note(manifest, false));
            loading.load(system, manifest, server, names.restored(), mark(before), control, step.timeout());
            admin.settingsLike(names.restored(), names.database());
            admin.comment(names.restored(), Loading.note(manifest, true));
            return new Outcome.Done(told(names, manifest));
        } catch (Piped.StoppedException e) {
            admin.drop(names.restored());
            return new Outcome.Interrupted("Stopped; what was loaded is dropped, the database is as it was.");
        } catch (TargetException e) {
            return new Outcome.Failed(e.getMessage() + " The database itself was not touched.", false);
        }
    }

    private static String told(DatabaseNames names, Manifest manifest) {
        return manifest.name() + ", " + Spoken.bytes(manifest.contentBytes()) + ", is in " + names.restored();
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            BackupStep.LoadBackup step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        DatabaseNames names = DatabaseNames.of(before);
        PostgresServer server = server(system, step);
        Manifest manifest = opening.find(system, step.source(), step.backup()).manifest();
        String note = server.has(names.restored()) ? new Administration(server).comment(names.restored()) : "";
        if (note.equals(Loading.note(manifest, true))) {
            return new Finding.Happened(told(names, manifest));
        }
        server.place().end(mark(before));
        return new Finding.DidNotHappen("not all of it was loaded; " + names.database() + " itself was not touched");
    }

    /** What was loaded is still in the backup. */
    @Override
    public Outcome undo(
            ManagedSystem system, BackupStep.LoadBackup step, Map<String, String> before, StepControl control) {
        DatabaseNames names = DatabaseNames.of(before);
        PostgresServer server = server(system, step);
        try {
            server.place().end(mark(before));
            new Administration(server).drop(names.restored());
            return new Outcome.Done(names.restored() + " is dropped");
        } catch (TargetException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), true);
        }
    }

    private PostgresServer server(ManagedSystem system, BackupStep step) {
        Database database = PostgresTools.declared(system, step.source());
        return postgres.of(system, database);
    }

    private static String mark(Map<String, String> before) {
        return Objects.requireNonNull(before.get(MARK));
    }
}
