/** Queues: Celery's, lists in Redis, and what Kafka's consumer groups have not read. */
@NullMarked
package dev.opsdeck.target.queue;

import org.jspecify.annotations.NullMarked;
