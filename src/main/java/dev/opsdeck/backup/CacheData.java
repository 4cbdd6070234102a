package dev.opsdeck.backup;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.target.Piped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives a Redis the data of a snapshot: a server beside it loads that, and the Redis becomes its replica until it has
 * all of it. So it is Redis itself that takes the data, all at once, whatever kinds of values and however many databases
 * there are, and that writes it to its own files as it is set to, an append-only file included, which a file put in
 * place by hand would have to be kept from winning over. No file of it is touched and it is not stopped.
 */
final class CacheData {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration MOST_LOADING = Duration.ofMinutes(10);
    private static final String MARK = "mark";
    private static final String PORT = "port";
    private static final String LOADS = "loads";

    /** How a replica takes its data: into memory beside what it holds, or by a file in its folder. */
    private static final String HOW = "repl-diskless-load";

    /** Below those that systems give away by themselves. */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 32_000;

    private final RedisServer redis;
    private final RedisScratch.Where where;
    private final String loads;

    private CacheData(RedisServer redis, RedisScratch.Where where, String loads) {
        this.redis = redis;
        this.where = where;
        this.loads = loads;
    }

    /** So many keys, in words. */
    static String told(Map<String, Long> keys) {
        if (keys.isEmpty()) {
            return "no keys";
        }
        return keys.entrySet().stream()
                .map(entry -> Spoken.count(entry.getValue(), "key", "keys") + " in " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    /** What must be on record before anything is begun. */
    static Map<String, String> before(RedisServer redis) {
        var before = new HashMap<String, String>();
        before.put(MARK, UUID.randomUUID().toString());
        before.put(PORT, Integer.toString(ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT)));
        before.put(LOADS, redis.setting(HOW));
        return Map.copyOf(before);
    }

    static CacheData of(RedisServer redis, Map<String, String> before) {
        String mark = Objects.requireNonNull(before.get(MARK));
        String own = redis.setting("masterauth");
        return new CacheData(
                redis,
                new RedisScratch.Where(
                        redis,
                        Integer.parseInt(Objects.requireNonNull(before.get(PORT))),
                        "/tmp/opsdeck-restore-" + mark,
                        mark,
                        own.isEmpty() ? mark : own,
                        redis.setting("masteruser")),
                before.getOrDefault(LOADS, ""));
    }

    /** Changes whenever it takes, or begins to take, its data from another server. */
    String identity() {
        Map<String, String> info = redis.info("replication");
        return info.getOrDefault("role", "") + " " + info.getOrDefault("master_replid", "");
    }

    /**
     * Loads it into a server beside the Redis and counts its keys; the Redis itself is not touched.
     *
     * @return the keys by database
     */
    Map<String, Long> tried(
            Opening opening, ManagedSystem system, Manifest manifest, StepControl control, Duration limit) {
        return opening.use(system, manifest, content -> {
            try (var scratch = RedisScratch.start(where, content, manifest, control, limit)) {
                return scratch.server().keys();
            }
        });
    }

    /**
     * Puts it in the place of all that the Redis holds. That may be done again.
     *
     * @return the keys by database
     * @throws TargetException when it did not take it, or not all of it
     */
    Map<String, Long> replace(
            Opening opening, ManagedSystem system, Manifest manifest, StepControl control, Duration limit) {
        return opening.use(system, manifest, content -> {
            try (var scratch = RedisScratch.start(where, content, manifest, control, limit)) {
                return taken(scratch, control);
            }
        });
    }

    private Map<String, Long> taken(RedisScratch scratch, StepControl control) {
        String tried = "Could not have " + redis + " take the data";
        try {
            if (redis.setting("masterauth").isEmpty()) {
                redis.tell(tried, "CONFIG SET masterauth " + where.password());
            }
            if (loads.equals("disabled") && keepsNothing()) {
                // Otherwise it would find the file that it took its data from when it is started anew, whenever that
                // is.
                redis.tell(tried, "CONFIG SET " + HOW + " swapdb");
            }
            redis.tell(tried, "REPLICAOF 127.0.0.1 " + where.port());
            awaitThat(tried, control, scratch, () -> hasAll(scratch.server()));
        } finally {
            release();
        }
        Map<String, Long> keys = redis.keys();
        keep(tried, control, scratch);
        return keys;
    }

    /** All of it, and what the other server let expire meanwhile. */
    private boolean hasAll(RedisServer source) {
        Map<String, String> info = redis.info("replication");
        return "slave".equals(info.get("role"))
                && "up".equals(info.get("master_link_status"))
                && "0".equals(info.get("master_sync_in_progress"))
                && source.keys().equals(redis.keys())
                && source.info("replication")
                        .getOrDefault("master_repl_offset", "")
                        .equals(info.get("slave_repl_offset"));
    }

    private boolean keepsNothing() {
        return redis.setting("save").isEmpty() && redis.setting("appendonly").equals("no");
    }

    /** It is its own master again, with the settings that it had. */
    private void release() {
        String tried = "Could not have " + redis + " be its own master again";
        Map<String, String> info = redis.info("replication");
        if ("slave".equals(info.get("role")) && Integer.toString(where.port()).equals(info.get("master_port"))) {
            awaitLoaded();
            redis.tell(tried, "REPLICAOF NO ONE");
        }
        if (!loads.isEmpty() && !redis.setting(HOW).equals(loads)) {
            redis.tell(tried, "CONFIG SET " + HOW + " " + loads);
        }
        if (redis.setting("masterauth").equals(where.mark())) {
            redis.tell(tried, "CONFIG SET masterauth \"\"");
        }
    }

    /** It refuses whatever it is told while it loads. */
    private void awaitLoaded() {
        long end = System.nanoTime() + MOST_LOADING.toNanos();
        while ("1".equals(redis.info("persistence").get("loading")) && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** What it holds now is what it would load if it were started anew. */
    private void keep(String tried, StepControl control, RedisScratch scratch) {
        boolean saves = !redis.setting("save").isEmpty();
        awaitThat(tried, control, scratch, () -> !isBusy());
        if (saves) {
            redis.tell(tried, "BGSAVE");
            awaitThat(tried, control, scratch, () -> !isBusy());
        }
        Map<String, String> info = redis.info("persistence");
        if ((saves && !"ok".equals(info.get("rdb_last_bgsave_status")))
                || ("1".equals(info.get("aof_enabled")) && !"ok".equals(info.get("aof_last_bgrewrite_status")))) {
            throw new TargetException(redis + " has the data but could not write it to its disk. Look at its log.");
        }
    }

    private boolean isBusy() {
        Map<String, String> info = redis.info("persistence");
        return Stream.of("loading", "rdb_bgsave_in_progress", "aof_rewrite_in_progress", "aof_rewrite_scheduled")
                .anyMatch(fact -> "1".equals(info.get(fact)));
    }

    private void awaitThat(String tried, StepControl control, RedisScratch scratch, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (!scratch.runs()) {
                throw new TargetException(tried + ": the server beside it that held the data is gone.");
            }
            if (!control.pause(LOOK)) {
                if (control.cancelled()) {
                    throw new Piped.StoppedException();
                }
                throw new TargetException(tried + " in time.");
            }
        }
    }

    /** Ends what an opsdeck that is no more has left. */
    void sweep() {
        where.sweep();
        release();
    }
}
