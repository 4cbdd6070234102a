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

/** Sees that a snapshot can be loaded where it is to be restored, before anything stops. */
@Singleton
final class TrySnapshots implements StepHandler<BackupStep.TrySnapshot> {
    /** The result that tells later whether the cache has taken anything. */
    static final String IDENTITY = "cache-identity";

    private final RedisTools redis;
    private final Opening opening;

    TrySnapshots(RedisTools redis, Opening opening) {
        this.redis = redis;
        this.opening = opening;
    }

    @Override
    public Class<BackupStep.TrySnapshot> kind() {
        return BackupStep.TrySnapshot.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, BackupStep.TrySnapshot step) {
        return CacheData.before(server(system, step));
    }

    @Override
    public Outcome act(
            ManagedSystem system, BackupStep.TrySnapshot step, Map<String, String> before, StepControl control) {
        try {
            Manifest manifest =
                    opening.find(system, step.source(), step.backup()).manifest();
            CacheData data = CacheData.of(server(system, step), before);
            Map<String, Long> keys = data.tried(opening, system, manifest, control, step.timeout());
            return new Outcome.Done(
                    manifest.name() + " can be loaded: " + CacheData.told(keys), Map.of(IDENTITY, data.identity()));
        } catch (Piped.StoppedException e) {
            return new Outcome.Interrupted("Stopped; the cache was not touched.");
        } catch (TargetException e) {
            return new Outcome.Failed(e.getMessage() + " The cache itself was not touched.", false);
        }
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            BackupStep.TrySnapshot step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        CacheData.of(server(system, step), before).sweep();
        return new Finding.DidNotHappen("what there was of the scratch server is gone");
    }

    private RedisServer server(ManagedSystem system, BackupStep.TrySnapshot step) {
        return redis.of(system, RedisTools.cache(system, step.source()));
    }
}
