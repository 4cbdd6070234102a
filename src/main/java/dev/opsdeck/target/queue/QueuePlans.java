package dev.opsdeck.target.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.opsdeck.catalog.Cache;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Queue;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.catalog.Trigger;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.command.QueueCare;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanMaker;
import dev.opsdeck.plan.Planner;
import dev.opsdeck.plan.QueueStep;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.target.redis.QueueKeys;
import dev.opsdeck.target.redis.RedisCaches;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plans what changes a queue. */
@Singleton
final class QueuePlans implements PlanMaker<Command.QueueChange> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Long enough to find out that it was the wrong queue. */
    private static final Duration KEPT = Duration.ofHours(24);

    private static final Pattern PURGE = Pattern.compile("[0-9a-f-]{4,40}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RedisCaches caches;
    private final Grammar grammar;

    QueuePlans(RedisCaches caches, Grammar grammar) {
        this.caches = caches;
        this.grammar = grammar;
    }

    private record Made(QueueStep step, List<String> notes) {}

    /** A queue that is made of lists in Redis. */
    private record Lists(
            ManagedSystem system,
            String name,
            String cache,
            List<String> lists,
            @Nullable String failed,
            Map<String, Trigger> triggers,
            boolean celery) {}

    @Override
    public Class<Command.QueueChange> kind() {
        return Command.QueueChange.class;
    }

    @Override
    public Plan plan(Catalog catalog, Command.QueueChange command) {
        if (!(catalog.find(command.queue(), "", Section.QUEUES) instanceof Found.One<Queue> found)) {
            throw new TargetException(command.queue() + " is not in the catalog any more. Give the command again.");
        }
        Lists queue = lists(found.system(), found.name(), found.thing());
        Made made =
                switch (command.care()) {
                    case QueueCare.Purge _ -> purge(queue);
                    case QueueCare.PutBack(String purge) -> putBack(queue, purge);
                    case QueueCare.RetryFailed _ -> retry(queue);
                    case QueueCare.Trigger(String name) -> trigger(queue, name);
                };
        Cache cache = queue.system().caches().get(queue.cache());
        List<ServiceRef> targets = List.of(new ServiceRef(
                queue.system().name(), cache == null ? queue.name() : cache.service()));
        return Plan.of(
                        grammar.canonical(command),
                        queue.system().name(),
                        targets,
                        List.of(made.step()),
                        Planner.blastRadius(catalog, targets))
                .noted(made.notes());
    }

    private static Lists lists(ManagedSystem system, String name, Queue queue) {
        return switch (queue) {
            case Queue.Celery celery ->
                new Lists(
                        system, name, celery.cache(), QueueKeys.lists(celery), celery.failed(), celery.triggers(), true);
            case Queue.RedisList list ->
                new Lists(
                        system, name, list.cache(), List.of(list.key()), list.failed(), list.triggers(), false);
            case Queue.Kafka _ ->
                throw new TargetException("What Kafka keeps is not changed through opsdeck: " + name
                        + " can only be asked for its lag.");
        };
    }

    private Made purge(Lists queue) {
        long waiting = length(queue, queue.lists());
        if (waiting == 0) {
            throw new TargetException("Nothing waits in the queue " + queue.name() + ", so there is nothing to purge.");
        }
        return new Made(
                new QueueStep.PurgeQueue(queue.system().name(), queue.name(), queue.cache(), queue.lists(), KEPT),
                List.of(
                        Spoken.count(waiting, "entry waits", "entries wait")
                                + " now: work that is not done yet, not what failed. What workers have taken already"
                                + " is not touched.",
                        "It stays in Redis' memory for that time and can be put back."));
    }

    private Made putBack(Lists queue, String purge) {
        if (!PURGE.matcher(purge).matches()) {
            throw new TargetException(purge + " is not the name of a purge.");
        }
        List<QueueStep.MoveEntries.Move> moves = queue.lists().stream()
                .map(list -> new QueueStep.MoveEntries.Move(PurgeQueueHandler.aside(purge, list), list, true))
                .toList();
        long kept = length(
                queue, moves.stream().map(QueueStep.MoveEntries.Move::from).toList());
        if (kept == 0) {
            throw new TargetException("Nothing is kept of a purge " + purge + " of the queue " + queue.name()
                    + ": it was put back, or more than " + KEPT.toHours() + " h have passed.");
        }
        return new Made(
                move(queue, moves, "what purge " + purge + " took out"),
                List.of(Spoken.count(kept, "entry is", "entries are") + " kept."));
    }

    private Made retry(Lists queue) {
        String failed = queue.failed();
        if (failed == null) {
            throw new TargetException("The catalog does not say where the queue " + queue.name()
                    + " keeps what failed. Give it failed: with the key of that list."
                    + (queue.celery()
                            ? " Celery itself keeps only the results of failed tasks, which cannot be put back."
                            : ""));
        }
        long entries = length(queue, List.of(failed));
        if (entries == 0) {
            throw new TargetException("Nothing is in the list " + failed + ", so there is nothing to retry.");
        }
        return new Made(
                move(
                        queue,
                        List.of(new QueueStep.MoveEntries.Move(
                                failed, queue.lists().getFirst(), false)),
                        "what failed"),
                List.of(Spoken.count(entries, "entry is", "entries are") + " in " + failed + " now."));
    }

    private static QueueStep move(Lists queue, List<QueueStep.MoveEntries.Move> moves, String what) {
        return new QueueStep.MoveEntries(queue.system().name(), queue.name(), queue.cache(), moves, what);
    }

    private static Made trigger(Lists queue, String name) {
        Trigger trigger = queue.triggers().get(name);
        if (trigger == null) {
            throw new TargetException("The catalog has no trigger " + name + " for the queue " + queue.name() + ". "
                    + (queue.triggers().isEmpty()
                            ? "Declare it under triggers: of the queue."
                            : "It has " + String.join(", ", queue.triggers().keySet()) + "."));
        }
        if (trigger.call() != null) {
            return new Made(
                    new QueueStep.CallTrigger(
                            queue.system().name(), queue.name(), name, trigger.call().shown()),
                    List.of());
        }
        if (trigger.task() == null || !queue.celery()) {
            throw new TargetException("The trigger " + name + " needs "
                    + (queue.celery() ? "a task or a call" : "a call") + " in the catalog.");
        }
        JsonNode args = json(name, "args", trigger.args());
        JsonNode kwargs = json(name, "kwargs", trigger.kwargs());
        if (!args.isArray() || !kwargs.isObject()) {
            throw new TargetException("The trigger " + name + " needs a JSON list as args and a JSON map as kwargs.");
        }
        return new Made(
                new QueueStep.SendTask(
                        queue.system().name(),
                        queue.name(),
                        name,
                        queue.cache(),
                        queue.lists().getFirst(),
                        trigger.task(),
                        args.toString(),
                        kwargs.toString()),
                List.of());
    }

    private static JsonNode json(String trigger, String key, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new TargetException("The " + key + " of the trigger " + trigger + " are no JSON. Correct the catalog.");
        }
    }

    private long length(Lists queue, List<String> lists) {
        return caches.change(
                queue.system(),
                queue.cache(),
                PATIENCE,
                redis -> lists.stream().mapToLong(redis::length).sum());
    }
}
