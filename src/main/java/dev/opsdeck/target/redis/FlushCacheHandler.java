package dev.opsdeck.target.redis;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.CacheStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.probe.Spoken;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Deletes all keys; the server's own count of such commands tells after a crash whether it was done. */
@Singleton
final class FlushCacheHandler implements StepHandler<CacheStep.FlushCache> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RedisCaches caches;

    FlushCacheHandler(RedisCaches caches) {
        this.caches = caches;
    }

    @Override
    public Class<CacheStep.FlushCache> kind() {
        return CacheStep.FlushCache.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, CacheStep.FlushCache step) {
        return caches.change(
                system,
                step.cache(),
                PATIENCE,
                redis -> Map.of(
                        "server", redis.identity().server(),
                        "calls", Long.toString(redis.calls(command(step))),
                        "keys", Long.toString(redis.size())));
    }

    @Override
    public Outcome act(
            ManagedSystem system, CacheStep.FlushCache step, Map<String, String> before, StepControl control) {
        RedisWriter.Flushed flushed =
                caches.change(system, step.cache(), PATIENCE, redis -> redis.flush(step.all()));
        return flushed.after() == 0
                ? new Outcome.Done(
                        Spoken.count(flushed.before(), "key was", "keys were") + " deleted; none was left.",
                        Map.of("deleted-keys", Long.toString(flushed.before())))
                : new Outcome.Failed(Spoken.count(flushed.after()) + " keys are still there.", false);
    }

    @Override
    public Finding inspect(
            ManagedSystem system, CacheStep.FlushCache step, Map<String, String> before, Instant intentAt, Instant now) {
        return caches.change(system, step.cache(), PATIENCE, redis -> {
            if (!redis.identity().server().equals(before.get("server"))) {
                return new Finding.CannotTell("Redis was restarted since, and does not tell what it did before.");
            }
            return redis.calls(command(step)) > Long.parseLong(before.getOrDefault("calls", "0"))
                    ? new Finding.Happened("Redis counts a " + command(step) + " since.")
                    : new Finding.DidNotHappen("Redis counts no " + command(step) + " since.");
        });
    }

    private static String command(CacheStep.FlushCache step) {
        return step.all() ? "flushall" : "flushdb";
    }
}
