package dev.opsdeck.backup;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.Piped;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Restores a backup into a scratch database on the same server, counts it, and drops that whatever happened. */
@Singleton
final class TestRestores implements StepHandler<BackupStep.TestRestore> {
    private static final String SCRATCH = "scratch";
    private static final String MARK = "mark";

    private final PostgresTools postgres;
    private final Opening opening;
    private final Loading loading;
    private final BackupTable table;
    private final Clock clock;

    TestRestores(PostgresTools postgres, Opening opening, Loading loading, BackupTable table, Clock clock) {
        this.postgres = postgres;
        this.opening = opening;
        this.loading = loading;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public Class<BackupStep.TestRestore> kind() {
        return BackupStep.TestRestore.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, BackupStep.TestRestore step, long run) {
        return Map.of(
                SCRATCH, DatabaseNames.scratch(server(system, step).database(), run),
                MARK, UUID.randomUUID().toString());
    }

    @Override
    public Outcome act(
            ManagedSystem system, BackupStep.TestRestore step, Map<String, String> before, StepControl control) {
        PostgresServer server = server(system, step);
        var admin = new Administration(server);
        String scratch = Objects.requireNonNull(before.get(SCRATCH));
        try {
            Outcome outcome = tried(system, step, before, control, server);
            admin.drop(scratch);
            return outcome;
        } catch (Piped.StoppedException e) {
            admin.drop(scratch);
            return new Outcome.Interrupted("Stopped; the scratch database is dropped.");
        } catch (TargetException e) {
            admin.drop(scratch);
            return new Outcome.Failed(e.getMessage() + " The scratch database is dropped.", false);
        }
    }

    private Outcome tried(
            ManagedSystem system,
            BackupStep.TestRestore step,
            Map<String, String> before,
            StepControl control,
            PostgresServer server) {
        String scratch = Objects.requireNonNull(before.get(SCRATCH));
        Manifest manifest = opening.find(system, step.source(), step.backup()).manifest();
        var admin = new Administration(server);
        admin.drop(scratch);
        admin.createLike(scratch, server.database());
        admin.comment(scratch, Loading.note(manifest, false));
        loading.load(
                system, manifest, server, scratch, Objects.requireNonNull(before.get(MARK)), control, step.timeout());
        List<String> differences = Counting.differences(server, scratch, manifest, step.timeout(), control::cancelled);
        if (!differences.isEmpty()) {
            table.broken(manifest.name(), "restored, it is not what was written: " + Counting.told(differences));
            return new Outcome.Failed(
                    manifest.name() + " is broken. Restored, it is not what was written: " + Counting.told(differences),
                    false);
        }
        table.verified(manifest.name(), clock.instant(), "restored");
        return new Outcome.Done(Counting.told(manifest));
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            BackupStep.TestRestore step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        PostgresServer server = server(system, step);
        server.place().end(Objects.requireNonNull(before.get(MARK)));
        new Administration(server).drop(Objects.requireNonNull(before.get(SCRATCH)));
        return new Finding.DidNotHappen("what there was of the scratch database is dropped");
    }

    private PostgresServer server(ManagedSystem system, BackupStep.TestRestore step) {
        return postgres.of(system, PostgresTools.declared(system, step.source()));
    }
}
