package dev.opsdeck.target.redis;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.LMoveArgs;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/** One connection to a Redis that may change it. */
public final class RedisWriter implements AutoCloseable {
    private static final int PER_SCAN = 500;

    private final StatefulRedisConnection<String, String> connection;
    private final RedisCommands<String, String> redis;
    private final int database;

    RedisWriter(StatefulRedisConnection<String, String> connection, int database) {
        this.connection = connection;
        this.redis = connection.sync();
        this.database = database;
    }

    /** Which server this is, and which of its databases. */
    record Identity(String server, int database) {}

    Identity identity() {
        return new Identity(info("server", "run_id"), database);
    }

    /** One fact of a section of INFO; empty when there is none. */
    String info(String section, String fact) {
        return redis.info(section)
                .lines()
                .filter(line -> line.startsWith(fact + ":"))
                .findFirst()
                .map(line -> line.substring(fact.length() + 1).strip())
                .orElse("");
    }

    long size() {
        return redis.dbsize();
    }

    long delete(String key) {
        return redis.unlink(key);
    }

    public boolean exists(String key) {
        return redis.exists(key) > 0;
    }

    /** Looks through the whole database; how many keys fit the pattern and are not spared. */
    long count(String pattern, Set<String> spared) {
        return each(pattern, spared, false, _ -> true);
    }

    /**
     * Deletes what fits the pattern and is not spared, bit by bit. Keys that come while it runs may stay.
     *
     * @param goOn told how many were deleted so far; false ends it
     * @return how many were deleted
     */
    long deleteAll(String pattern, Set<String> spared, LongPredicate goOn) {
        return each(pattern, spared, true, goOn);
    }

    private long each(String pattern, Set<String> spared, boolean delete, LongPredicate goOn) {
        ScanArgs args = ScanArgs.Builder.matches(pattern).limit(PER_SCAN);
        ScanCursor cursor = ScanCursor.INITIAL;
        long found = 0;
        do {
            KeyScanCursor<String> page = redis.scan(cursor, args);
            String[] keys = page.getKeys().stream()
                    .filter(key -> !spared.contains(key))
                    .distinct()
                    .toArray(String[]::new);
            found += keys.length == 0 ? 0 : delete ? redis.unlink(keys) : keys.length;
            cursor = page;
        } while (goOn.test(found) && !cursor.isFinished());
        return found;
    }

    /** How many keys there were just before and just after everything was deleted, with nothing in between. */
    record Flushed(long before, long after) {}

    Flushed flush(boolean all) {
        redis.multi();
        redis.dbsize();
        if (all) {
            redis.flushallAsync();
        } else {
            redis.flushdbAsync();
        }
        redis.dbsize();
        TransactionResult result = redis.exec();
        return new Flushed(result.<Long>get(0), result.<Long>get(2));
    }

    /** How often this server has done a command since it started; zero for never. */
    long calls(String command) {
        String stats = info("commandstats", "cmdstat_" + command);
        return stats.startsWith("calls=") ? Long.parseLong(stats.substring(6, stats.indexOf(','))) : 0;
    }

    /** Empty when there is no such setting. */
    Optional<String> setting(String name) {
        return Optional.ofNullable(redis.configGet(name).get(name));
    }

    void set(String name, String value) {
        redis.configSet(name, value);
    }

    public long length(String list) {
        return redis.llen(list);
    }

    /**
     * Gives lists other names, all at the same instant, to vanish after a time.
     *
     * @param names new name by old name; those that are not there stay so
     */
    public void setAside(Map<String, String> names, Duration kept) {
        redis.multi();
        names.forEach((list, name) -> {
            redis.renamenx(list, name);
            redis.expire(name, kept);
        });
        redis.exec();
    }

    /**
     * Moves one entry. A list is filled from the left and emptied from the right.
     *
     * @param next whether it is taken next, before what waits there
     * @return false when there was none
     */
    public boolean move(String from, String to, boolean next) {
        // What is put back keeps its order: its newest goes first to the end from which entries are taken.
        LMoveArgs ends = next ? LMoveArgs.Builder.leftRight() : LMoveArgs.Builder.rightLeft();
        return redis.lmove(from, to, ends) != null;
    }

    /** Adds an entry, and a mark that it was added, at the same instant. */
    public void push(String list, String entry, String mark, Duration kept) {
        redis.multi();
        redis.lpush(list, entry);
        redis.setex(mark, kept.toSeconds(), "1");
        redis.exec();
    }

    @Override
    public void close() {
        connection.closeAsync();
    }
}
