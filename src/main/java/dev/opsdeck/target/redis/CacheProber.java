package dev.opsdeck.target.redis;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Asks what every Redis can tell. */
@Singleton
final class CacheProber implements Prober<Probe.Cache> {
    private final RedisCaches caches;
    private final Clock clock;

    CacheProber(RedisCaches caches, Clock clock) {
        this.caches = caches;
        this.clock = clock;
    }

    @Override
    public Class<Probe.Cache> asks() {
        return Probe.Cache.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Cache probe, Duration patience) {
        String of = probe.of() == null ? "" : probe.of().strip();
        return caches.ask(system, probe.cache(), patience, redis -> switch (probe.ask()) {
            case PING -> ping(redis);
            case INFO -> of.isEmpty() ? Facts.glance(redis) : Facts.section(redis, of);
            case MEMORY -> Facts.memory(redis);
            case HIT_RATE -> Facts.hitRate(redis);
            case SIZE -> Keyspace.size(redis);
            case KEYS -> Keyspace.keys(redis, required(of, "which keys, as a pattern such as flights::*"));
            case TTL -> Keyspace.secondsToLive(redis, required(of, "which key"));
            case LENGTH -> Keyspace.length(redis, required(of, "which list"));
            case SLOW_LOG -> SlowLog.read(redis, clock.instant());
            case CONFIG -> Facts.settings(redis, required(of, "which setting, such as maxmemory or save"));
        });
    }

    private static Reading ping(RedisReader redis) {
        long began = System.nanoTime();
        redis.ping();
        double millis = (System.nanoTime() - began) / 1e6;
        return Reading.of("It answers within " + Spoken.number(millis) + " ms.", Measure.of("latency", millis, "ms"));
    }

    private static String required(String of, String what) {
        if (of.isEmpty()) {
            throw new ProbeException("Say " + what + ".");
        }
        return of;
    }
}
