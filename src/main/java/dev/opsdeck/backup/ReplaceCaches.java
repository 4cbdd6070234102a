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
import java.time.Instant;
import java.util.Map;

/**
 * Puts a snapshot in the place of what a cache holds. Whoever uses it is stopped by then, and what it held is in the
 * safety backup of the same run, so that doing it again is the same as doing it once.
 */
@Singleton
final class ReplaceCaches implements StepHandler<BackupStep.ReplaceCache> {
    private final RedisTools redis;
    private final Opening opening;
    private final BackupTable table;

    ReplaceCaches(RedisTools redis, Opening opening, BackupTable table) {
        this.redis = redis;
        this.opening = opening;
        this.table = table;
    }

    @Override
    public Class<BackupStep.ReplaceCache> kind() {
        return BackupStep.ReplaceCache.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, BackupStep.ReplaceCache step) {
        return CacheData.before(server(system, step));
    }

    @Override
    public Outcome act(
            ManagedSystem system, BackupStep.ReplaceCache step, Map<String, String> before, StepControl control) {
        try {
            Manifest manifest =
                    opening.find(system, step.source(), step.backup()).manifest();
            CacheData data = CacheData.of(server(system, step), before);
            Map<String, Long> keys = data.replace(opening, system, manifest, control, step.timeout());
            return new Outcome.Done(step.cache() + " holds " + manifest.name() + " now: " + CacheData.told(keys));
        } catch (Piped.StoppedException e) {
            return new Outcome.Interrupted("Stopped while the cache took the data.");
        } catch (TargetException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), false);
        }
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            BackupStep.ReplaceCache step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        CacheData.of(server(system, step), before).sweep();
        return new Finding.DidNotHappen("whatever of it was done is done again, from the beginning");
    }

    @Override
    public Outcome undo(
            ManagedSystem system, BackupStep.ReplaceCache step, Map<String, String> before, StepControl control) {
        try {
            CacheData data = CacheData.of(server(system, step), before);
            data.sweep();
            boolean isUntouched = control.earlier(TrySnapshots.IDENTITY)
                    .filter(data.identity()::equals)
                    .isPresent();
            if (isUntouched) {
                return new Outcome.Done(step.cache() + " was not touched");
            }
            Manifest safety = safety(system, step, control.run());
            Map<String, Long> keys = data.replace(opening, system, safety, control, step.timeout());
            return new Outcome.Done(
                    step.cache() + " holds what it held before, from " + safety.name() + ": " + CacheData.told(keys));
        } catch (Piped.StoppedException e) {
            return new Outcome.Interrupted("Stopped while the cache took back its data.");
        } catch (TargetException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), true);
        }
    }

    private Manifest safety(ManagedSystem system, BackupStep.ReplaceCache step, long run) {
        return table.of(system.name(), step.source()).stream()
                .map(Backup::manifest)
                .filter(manifest -> manifest.run() == run)
                .findFirst()
                .orElseThrow(() -> new TargetException("The safety backup of run " + run + " is not on record."));
    }

    private RedisServer server(ManagedSystem system, BackupStep.ReplaceCache step) {
        return redis.of(system, RedisTools.cache(system, step.source()));
    }
}
