package dev.opsdeck.backup;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.Step;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.Targets;
import dev.opsdeck.target.LocalPrograms;
import dev.opsdeck.target.TestContainers;
import dev.opsdeck.testing.Control;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Everything that backups are made with, and what a worker would do with it. */
final class Works {
    static final long RUN = 1;

    final ShiftedClock clock = new ShiftedClock();
    final BackupTable table = new BackupTable(TestDatabase.create().jdbi());
    final BackupStores stores;
    final PostgresTools postgres = new PostgresTools(TestContainers.programs(), new LocalPrograms());
    final RedisTools redis = new RedisTools(TestContainers.programs(), new LocalPrograms());
    final FileTrees trees = new FileTrees(TestContainers.programs(), new LocalPrograms());
    final Producers producers = new Producers(postgres, redis, TestContainers.programs(), new LocalPrograms());
    final Opening opening;
    private final List<StepHandler<?>> handlers;

    Works(Path home) {
        this.stores = new BackupStores(home.toString());
        this.opening = new Opening(table, stores);
        var loading = new Loading(opening);
        this.handlers = List.of(
                new TakeBackups(producers, stores, table, clock),
                new VerifyBackups(opening, table, clock),
                new PruneOld(table, stores, clock),
                new TestRestores(postgres, opening, loading, table, clock),
                new LoadBackups(postgres, opening, loading),
                new CountRestored(postgres, opening),
                new SwapDatabases(postgres),
                new NameDatabases(postgres),
                new TrySnapshots(redis, opening),
                new ReplaceCaches(redis, opening, table),
                new UnpackBackups(trees, opening),
                new SwapFiles(trees, new Afresh(new Targets(List.of()))),
                new DropReplacedFiles(trees),
                new DropReplaced(postgres));
    }

    @SuppressWarnings("unchecked")
    <S extends Step> StepHandler<S> handler(S step) {
        return (StepHandler<S>) handlers.stream()
                .filter(each -> each.kind().equals(step.getClass()))
                .findFirst()
                .orElseThrow();
    }

    Map<String, String> before(ManagedSystem system, Step step) {
        return handler(step).before(system, step, RUN);
    }

    Outcome act(ManagedSystem system, Step step) {
        return act(system, step, before(system, step));
    }

    Outcome act(ManagedSystem system, Step step, Map<String, String> before) {
        return handler(step).act(system, step, before, control());
    }

    Finding inspect(ManagedSystem system, Step step, Map<String, String> before) {
        return handler(step).inspect(system, step, before, clock.instant(), clock.instant());
    }

    Outcome undo(ManagedSystem system, Step step, Map<String, String> before) {
        return handler(step).undo(system, step, before, control());
    }

    Control control() {
        return new Control(Duration.ofMinutes(5));
    }

    /** Takes a backup of the thing and returns its manifest. */
    Manifest take(ManagedSystem system, String source) {
        Outcome outcome = act(system, takeStep(system, source));
        if (outcome instanceof Outcome.Done done) {
            return table.find(
                            system.name(), Objects.requireNonNull(done.results().get("backup")))
                    .orElseThrow()
                    .manifest();
        }
        throw new AssertionError(outcome);
    }

    static BackupStep.TakeBackup takeStep(ManagedSystem system, String source) {
        return BackupPlans.take(
                system, Objects.requireNonNull(system.backupSources().get(source)));
    }
}
