package dev.opsdeck.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where work waits: a map with one key that says what kind of queue it is. */
@Doc("Where work waits: a map with one key that says what kind of queue it is.")
public sealed interface Queue {
    /**
     * A queue of Celery in Redis.
     *
     * @param cache the broker
     * @param results where results are kept; null for the broker
     * @param failed list to which the workers move what failed; null when they keep none
     */
    @Doc("A queue of Celery in Redis.")
    record Celery(
            @Doc("Cache that is the broker.") @ShortForm @RefersTo(RefersTo.Declared.CACHE)
            String cache,

            @Doc("Name of the queue's list.") @Default("celery")
            String list,

            @Doc("Cache that keeps the results; the broker when left out.") @RefersTo(RefersTo.Declared.CACHE) @Nullable
            String results,

            @Doc("Key of the list of what failed, where the workers keep one.") @Nullable
            String failed,

            @Doc("Work that people may start, by name.") Map<String, Trigger> triggers)
            implements Queue {}

    /** A list in Redis. */
    @Doc("A list in Redis.")
    record RedisList(
            @Doc("Cache that holds it.") @RefersTo(RefersTo.Declared.CACHE)
            String cache,

            @Doc("Key of the list.") String key,

            @Doc("Key of the list of what failed.") @Nullable
            String failed,

            @Doc("Work that people may start, by name.") Map<String, Trigger> triggers)
            implements Queue {}

    /**
     * What a Kafka consumer group has not read yet.
     *
     * @param topics the topics that count; empty for all of the group
     */
    @Doc("What a Kafka consumer group has not read yet.")
    record Kafka(
            @Doc("Brokers, host:port.") @OneOrMany @NotEmpty List<String> brokers,
            @Doc("Consumer group.") String group,

            @Doc("Topics that count; all of the group when left out.") @OneOrMany
            List<String> topics)
            implements Queue {}
}
