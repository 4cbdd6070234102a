package dev.opsdeck.backup;

import dev.opsdeck.catalog.BackedUp;
import dev.opsdeck.catalog.Cache;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Step;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a snapshot is restored: it is loaded into a scratch server while everything runs on; then what uses the cache
 * stops, what it holds is backed up, and it takes the snapshot's data.
 */
@Singleton
final class CacheRestore {
    private final RedisTools redis;
    private final Dependents dependents;

    CacheRestore(RedisTools redis, Dependents dependents) {
        this.redis = redis;
        this.dependents = dependents;
    }

    RestorePlans.Way of(Catalog catalog, ManagedSystem system, BackedUp source, Manifest manifest) {
        Cache cache = RedisTools.cache(system, source.name());
        redis.mayBeRestored(system, cache);
        var at = new ServiceRef(system.name(), cache.service());
        Dependents.Around around = dependents.of(catalog, system, at);
        Duration limit = source.rule().within();
        List<Step> steps = new ArrayList<>();
        steps.add(new BackupStep.TrySnapshot(system.name(), source.name(), manifest.name(), limit));
        steps.addAll(around.stopping());
        // Nobody writes any more, so it is all that there was: what is in memory cannot be kept beside what replaces
        // it.
        steps.add(BackupPlans.take(system, source));
        steps.add(new BackupStep.ReplaceCache(system.name(), source.name(), cache.name(), manifest.name(), limit));
        steps.addAll(around.starting());
        Map<String, Long> keys = redis.of(system, cache).keys();
        return new RestorePlans.Way(
                at,
                around,
                "the cache " + cache.name(),
                steps,
                List.of("All databases of that Redis are replaced; it holds " + CacheData.told(keys) + " now."));
    }
}
