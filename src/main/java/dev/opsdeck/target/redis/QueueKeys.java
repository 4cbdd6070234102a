package dev.opsdeck.target.redis;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Queue;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds queues that are kept in the same Redis as a cache, so that nobody deletes work with what is only remembered. */
@Singleton
public final class QueueKeys {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Kombu's Redis transport keeps a list for each priority step; the first has the name alone. */
    private static final List<String> PRIORITIES = List.of("", "\u0006\u00163", "\u0006\u00166", "\u0006\u00169");

    /** What Kombu keeps beside its lists. */
    private static final List<String> KOMBU =
            List.of("unacked", "unacked_index", "unacked_mutex", "_kombu.binding.celery");

    private final RedisCaches caches;

    QueueKeys(RedisCaches caches) {
        this.caches = caches;
    }

    /** The lists of a queue of Celery, one for each priority. */
    public static List<String> lists(Queue.Celery queue) {
        return PRIORITIES.stream().map(priority -> queue.list() + priority).toList();
    }

    /**
     * What belongs to queues.
     *
     * @param queues in words
     * @param keys that must stay
     */
    record Kept(List<String> queues, Set<String> keys) {}

    /**
     * Queues in the same database as the cache.
     *
     * @param all in any database of the same server
     */
    Kept of(Catalog catalog, ManagedSystem system, String cache, boolean all) {
        RedisWriter.Identity here = identity(system, cache);
        List<String> queues = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>();
        for (ManagedSystem other : catalog.systems().values()) {
            other.queues().forEach((name, queue) -> {
                String in = cacheOf(queue);
                if (other.caches().containsKey(in) && same(here, system, cache, other, in, all)) {
                    queues.add(other.name() + "/" + name);
                    keys.addAll(keys(queue));
                }
            });
        }
        caches.change(system, cache, PATIENCE, redis -> {
            KOMBU.stream().filter(redis::exists).forEach(key -> {
                keys.add(key);
                if (queues.isEmpty()) {
                    queues.add("Celery's, by the key " + key);
                }
            });
            return true;
        });
        return new Kept(queues, keys);
    }

    private boolean same(
            RedisWriter.Identity here, ManagedSystem system, String cache, ManagedSystem other, String in, boolean all) {
        if (system.name().equals(other.name()) && cache.equals(in)) {
            return true;
        }
        try {
            RedisWriter.Identity there = identity(other, in);
            return there.server().equals(here.server()) && (all || there.database() == here.database());
        } catch (TargetException notReached) {
            // A server that does not answer is not the one that just did.
            return false;
        }
    }

    private RedisWriter.Identity identity(ManagedSystem system, String cache) {
        return caches.change(system, cache, PATIENCE, RedisWriter::identity);
    }

    private static String cacheOf(Queue queue) {
        return switch (queue) {
            case Queue.Celery celery -> celery.cache();
            case Queue.RedisList list -> list.cache();
            case Queue.Kafka _ -> "";
        };
    }

    private static Set<String> keys(Queue queue) {
        var keys = new LinkedHashSet<String>();
        switch (queue) {
            case Queue.Celery celery -> {
                keys.addAll(lists(celery));
                keys.addAll(KOMBU);
                keys.add("_kombu.binding." + celery.list());
                if (celery.failed() != null) {
                    keys.add(celery.failed());
                }
            }
            case Queue.RedisList list -> {
                keys.add(list.key());
                if (list.failed() != null) {
                    keys.add(list.failed());
                }
            }
            case Queue.Kafka _ -> {}
        }
        return keys;
    }
}
