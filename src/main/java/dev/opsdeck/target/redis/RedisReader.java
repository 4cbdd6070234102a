package dev.opsdeck.target.redis;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One connection to a Redis that can only read: no command that writes can be reached through it. */
public final class RedisReader implements AutoCloseable {
    /** Keys that Redis looks at for one SCAN: a few hundred microseconds, in which others wait. */
    private static final int PER_SCAN = 500;

    private static final String HIDDEN = "•••";
    private static final Pattern SECRET = Pattern.compile("pass|auth|secret");

    private final StatefulRedisConnection<String, String> connection;
    private final Duration patience;

    RedisReader(StatefulRedisConnection<String, String> connection, Duration patience) {
        this.connection = connection;
        this.patience = patience;
    }

    /**
     * Keys that were found.
     *
     * @param complete whether the whole database was looked through
     */
    public record Keys(List<String> names, boolean complete) {}

    void ping() {
        connection.sync().ping();
    }

    /** What INFO says of a section, in its order; {@code everything} for all of them. */
    Map<String, String> info(String section) {
        Map<String, String> facts = new LinkedHashMap<>();
        connection.sync().info(section).lines().map(line -> line.split(":", 2)).forEach(pair -> {
            if (pair.length == 2) {
                facts.put(pair[0], pair[1].strip());
            }
        });
        return facts;
    }

    /** Settings whose names fit the pattern; those that are secrets show only whether they are set. */
    Map<String, String> settings(String pattern) {
        Map<String, String> settings = new LinkedHashMap<>();
        connection.sync().configGet(pattern).forEach((name, value) -> {
            boolean hidden = SECRET.matcher(name).find() && !value.isEmpty();
            settings.put(name, hidden ? HIDDEN : value);
        });
        return settings;
    }

    /** How many keys the database of the connection has. */
    long size() {
        return connection.sync().dbsize();
    }

    /**
     * Looks through the database bit by bit, which others hardly notice, until it is through, has found that many, or
     * half of the time is over.
     */
    public Keys scan(String pattern, int most) {
        long end = System.nanoTime() + patience.toNanos() / 2;
        Set<String> found = new LinkedHashSet<>();
        ScanArgs args = ScanArgs.Builder.matches(pattern).limit(PER_SCAN);
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            KeyScanCursor<String> page = connection.sync().scan(cursor, args);
            found.addAll(page.getKeys());
            cursor = page;
        } while (!cursor.isFinished() && found.size() < most && System.nanoTime() < end);
        List<String> names = found.stream().limit(most).toList();
        return new Keys(names, cursor.isFinished() && names.size() == found.size());
    }

    /** -1 when it lives for ever, -2 when it is not there. */
    long secondsToLive(String key) {
        return connection.sync().ttl(key);
    }

    /** {@code none} when it is not there. */
    public String type(String key) {
        return connection.sync().type(key);
    }

    /** Zero when it is not there: Redis keeps no empty lists. */
    public long listLength(String key) {
        return connection.sync().llen(key);
    }

    public long hashLength(String key) {
        return connection.sync().hlen(key);
    }

    /** The first characters of each text, asked in one go; keys that are gone or no texts are left out. */
    public Map<String, String> beginnings(List<String> keys, int length) {
        Map<String, CompletableFuture<String>> asked = new LinkedHashMap<>();
        keys.forEach(key -> asked.put(
                key,
                connection
                        .async()
                        .getrange(key, 0, length - 1L)
                        .toCompletableFuture()
                        .exceptionally(_ -> "")
                        .completeOnTimeout("", patience.toMillis(), TimeUnit.MILLISECONDS)));
        Map<String, String> texts = new LinkedHashMap<>();
        asked.forEach((key, future) -> {
            String text = future.join();
            if (!text.isEmpty()) {
                texts.put(key, text);
            }
        });
        return texts;
    }

    /**
     * A command that took long.
     *
     * @param at when it ran, in seconds since 1970
     * @param command its word and its first argument, which is the key; values are people's data
     */
    record Slow(long at, long micros, String command, String client) {}

    /** The newest of the slow log. */
    List<Slow> slowest(int most) {
        List<Slow> slow = new ArrayList<>();
        for (Object entry : connection.sync().slowlogGet(most)) {
            if (entry instanceof List<?> parts && parts.size() >= 4 && parts.get(3) instanceof List<?> words) {
                String client = parts.size() > 4 ? String.valueOf(parts.get(4)) : "";
                slow.add(new Slow(number(parts.get(1)), number(parts.get(2)), command(words), client));
            }
        }
        return slow;
    }

    long slowLogLength() {
        return connection.sync().slowlogLen();
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static String command(List<?> words) {
        String shown =
                String.join(" ", words.stream().limit(2).map(String::valueOf).toList());
        int more = words.size() - 2;
        return more <= 0 ? shown : shown + " (+" + more + ")";
    }

    @Override
    public void close() {
        connection.closeAsync();
    }
}
