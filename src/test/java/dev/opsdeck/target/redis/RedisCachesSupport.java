package dev.opsdeck.target.redis;

import dev.opsdeck.probe.Prober;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** Lends tests of other packages what Redis is asked through. */
public final class RedisCachesSupport {
    private RedisCachesSupport() {}

    public static List<Prober<?>> probers(RedisCaches caches) {
        return List.of(new CacheProber(caches, Clock.systemUTC()));
    }

    public static void close(RedisCaches caches) {
        caches.close();
    }

    public static <T> T with(Function<RedisCaches, T> use) {
        var caches = new RedisCaches();
        try {
            return use.apply(caches);
        } finally {
            caches.close();
        }
    }
}
