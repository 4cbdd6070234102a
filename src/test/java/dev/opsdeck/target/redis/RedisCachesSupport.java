package dev.opsdeck.target.redis;

import java.util.function.Function;

/** Lends tests of other packages what Redis is asked through. */
public final class RedisCachesSupport {
    private RedisCachesSupport() {}

    public static <T> T with(Function<RedisCaches, T> use) {
        var caches = new RedisCaches();
        try {
            return use.apply(caches);
        } finally {
            caches.close();
        }
    }
}
