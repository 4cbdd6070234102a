package dev.opsdeck.target.redis;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.CacheStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** CONFIG SET, and what Redis says of it afterwards. */
@Singleton
final class SetCacheHandler implements StepHandler<CacheStep.SetCache> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RedisCaches caches;

    SetCacheHandler(RedisCaches caches) {
        this.caches = caches;
    }

    @Override
    public Class<CacheStep.SetCache> kind() {
        return CacheStep.SetCache.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, CacheStep.SetCache step) {
        return Map.of("value", value(system, step));
    }

    @Override
    public Outcome act(ManagedSystem system, CacheStep.SetCache step, Map<String, String> before, StepControl control) {
        return set(system, step, step.value(), "was " + before.get("value"));
    }

    @Override
    public Finding inspect(
            ManagedSystem system, CacheStep.SetCache step, Map<String, String> before, Instant intentAt, Instant now) {
        String value = value(system, step);
        return RedisSettings.same(step.value(), value)
                ? new Finding.Happened(step.parameter() + " is " + value + ".")
                : new Finding.DidNotHappen(step.parameter() + " is " + value + ".");
    }

    @Override
    public Outcome undo(ManagedSystem system, CacheStep.SetCache step, Map<String, String> before, StepControl control) {
        return set(system, step, before.getOrDefault("value", ""), "put back");
    }

    private Outcome set(ManagedSystem system, CacheStep.SetCache step, String value, String was) {
        caches.change(system, step.cache(), PATIENCE, redis -> {
            redis.set(step.parameter(), value);
            return true;
        });
        String now = value(system, step);
        return RedisSettings.same(value, now)
                ? new Outcome.Done(step.parameter() + " is " + now + " (" + was + ").")
                : new Outcome.Failed("Redis still says " + now + " for " + step.parameter() + ".", false);
    }

    private String value(ManagedSystem system, CacheStep.SetCache step) {
        return caches.change(system, step.cache(), PATIENCE, redis -> redis.setting(step.parameter()))
                .orElseThrow(() -> new TargetException("Redis has no setting " + step.parameter() + "."));
    }
}
