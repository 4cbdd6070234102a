package dev.opsdeck.target.queue;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.QueueStep;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.target.redis.RedisCaches;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Puts one task into a queue, with a mark at the same instant that says so after a crash: a worker may take it at once. */
@Singleton
final class SendTaskHandler implements StepHandler<QueueStep.SendTask> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration MARKED = Duration.ofHours(24);

    private final RedisCaches caches;

    SendTaskHandler(RedisCaches caches) {
        this.caches = caches;
    }

    @Override
    public Class<QueueStep.SendTask> kind() {
        return QueueStep.SendTask.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, QueueStep.SendTask step) {
        return Map.of("id", UUID.randomUUID().toString());
    }

    @Override
    public Outcome act(ManagedSystem system, QueueStep.SendTask step, Map<String, String> before, StepControl control) {
        String id = before.getOrDefault("id", "");
        return caches.change(system, step.cache(), PATIENCE, redis -> {
            redis.push(step.list(), CeleryMessage.of(step, id), mark(id), MARKED);
            return new Outcome.Done("The task " + step.task() + " is in the queue, as " + id + ".", Map.of("task", id));
        });
    }

    @Override
    public Finding inspect(
            ManagedSystem system, QueueStep.SendTask step, Map<String, String> before, Instant intentAt, Instant now) {
        String id = before.getOrDefault("id", "");
        return caches.change(system, step.cache(), PATIENCE, redis -> redis.exists(mark(id)))
                ? new Finding.Happened("The task was put into the queue, as " + id + ".")
                : new Finding.DidNotHappen("The task was not put into the queue.");
    }

    private static String mark(String id) {
        return "opsdeck:sent:" + id;
    }
}
