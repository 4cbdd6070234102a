package dev.opsdeck.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.opsdeck.access.Directory.DirectoryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Slack says, remembered in the database and for seconds in memory.
 *
 * <p>After ten minutes it is asked for again beside the request that noticed; when Slack cannot answer, what was known
 * serves for an hour. What Slack said has changed, and what is older, does not serve: no answer is then better than a
 * wrong one.
 */
final class FollowedCache<K, V> {
    static final Duration REFRESH_AFTER = Duration.ofMinutes(10);
    static final Duration SERVE_UNTIL = Duration.ofHours(1);
    /** How late a replica may notice a change that another received. */
    private static final Duration IN_MEMORY = Duration.ofSeconds(3);
    /** Slack waits three seconds for the answer that this is a part of. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration BETWEEN_REFRESHES = Duration.ofSeconds(15);
    private static final int MOST = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(FollowedCache.class);

    private final Function<K, Optional<Snapshot<V>>> stored;
    private final Function<K, V> fetch;
    private final Clock clock;
    private final Executor threads;
    private final Cache<K, Optional<Snapshot<V>>> memory;
    private final Map<K, CompletableFuture<V>> fetching = new ConcurrentHashMap<>();
    private final Cache<K, Instant> refreshed =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /** {@code fetch} asks Slack and stores what it says. */
    FollowedCache(
            Function<K, Optional<Snapshot<V>>> stored,
            Function<K, V> fetch,
            Clock clock,
            Ticker ticker,
            Executor threads) {
        this.stored = stored;
        this.fetch = fetch;
        this.clock = clock;
        this.threads = threads;
        this.memory = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(IN_MEMORY)
                .maximumSize(MOST)
                .build();
    }

    /**
     * What Slack says about the key.
     *
     * @throws DirectoryException when Slack does not answer and nothing that is known may serve
     */
    V get(K key) {
        Instant now = clock.instant();
        Optional<Snapshot<V>> known = memory.get(key, stored);
        if (known.isPresent() && known.get().isYoungerThan(REFRESH_AFTER, now)) {
            return known.get().value();
        }
        if (known.isPresent() && known.get().isYoungerThan(SERVE_UNTIL, now)) {
            refreshBeside(key, now);
            return known.get().value();
        }
        return await(fetching(key));
    }

    /** Forgets what is in memory, and what is on its way from before the change. */
    void changed(K key) {
        fetching.remove(key);
        memory.invalidate(key);
        refreshed.invalidate(key);
    }

    /** Asks Slack now, beside the caller. */
    void prefetch(K key) {
        fetching(key).exceptionally(failure -> {
            LOG.warn("Slack did not say what changed about {}: {}", key, failure.getMessage());
            return null;
        });
    }

    private void refreshBeside(K key, Instant now) {
        Instant last = refreshed.getIfPresent(key);
        if (last == null || Duration.between(last, now).compareTo(BETWEEN_REFRESHES) >= 0) {
            refreshed.put(key, now);
            prefetch(key);
        }
    }

    private CompletableFuture<V> fetching(K key) {
        var mine = new CompletableFuture<V>();
        var running = fetching.putIfAbsent(key, mine);
        if (running != null) {
            return running;
        }
        threads.execute(() -> {
            try {
                V value = fetch.apply(key);
                memory.invalidate(key);
                mine.complete(value);
            } catch (RuntimeException e) {
                mine.completeExceptionally(e);
            } finally {
                fetching.remove(key, mine);
            }
        });
        return mine;
    }

    private V await(CompletableFuture<V> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof DirectoryException known
                    ? known
                    : new DirectoryException("Slack could not be asked who is who", e);
        } catch (TimeoutException e) {
            throw new DirectoryException("Slack took too long to say who is who", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DirectoryException("Interrupted while asking Slack who is who", e);
        }
    }
}
