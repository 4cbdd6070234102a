package dev.opsdeck.target.queue;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.QueueStep;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.target.redis.RedisCaches;
import dev.opsdeck.target.redis.RedisWriter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Moves entries one by one: Redis does each at one instant, so that none is lost or doubled whenever this ends. */
@Singleton
final class MoveEntriesHandler implements StepHandler<QueueStep.MoveEntries> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LOOK = 100;

    private final RedisCaches caches;

    MoveEntriesHandler(RedisCaches caches) {
        this.caches = caches;
    }

    @Override
    public Class<QueueStep.MoveEntries> kind() {
        return QueueStep.MoveEntries.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, QueueStep.MoveEntries step) {
        return Map.of("entries", Long.toString(left(system, step)));
    }

    /** No more than there were: what fails again at once would otherwise go round for ever. */
    @Override
    public Outcome act(
            ManagedSystem system, QueueStep.MoveEntries step, Map<String, String> before, StepControl control) {
        long most = Long.parseLong(before.getOrDefault("entries", "0"));
        return caches.change(system, step.cache(), PATIENCE, redis -> {
            long moved = 0;
            for (QueueStep.MoveEntries.Move move : step.moves()) {
                while (moved < most && redis.move(move.from(), move.to(), move.next())) {
                    moved++;
                    if (moved % LOOK == 0) {
                        control.progress(Spoken.count(moved) + " of " + Spoken.count(most) + " moved.");
                        if (control.cancelled()) {
                            return new Outcome.Interrupted(
                                    Spoken.count(moved) + " of " + Spoken.count(most) + " were moved; the rest is where it was.");
                        }
                    }
                }
            }
            long left = sum(redis, step);
            return new Outcome.Done(
                    Spoken.count(moved, "entry was", "entries were") + " moved of " + Spoken.count(most)
                            + (left == 0 ? "; none is left." : "; " + Spoken.count(left) + " came since."),
                    Map.of("moved-entries", Long.toString(moved)));
        });
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            QueueStep.MoveEntries step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        long left = left(system, step);
        return left == 0
                ? new Finding.Happened("All of " + before.get("entries") + " are moved.")
                : new Finding.DidNotHappen(Spoken.count(left) + " of " + before.get("entries") + " are still there.");
    }

    private long left(ManagedSystem system, QueueStep.MoveEntries step) {
        return caches.change(system, step.cache(), PATIENCE, redis -> sum(redis, step));
    }

    private static long sum(RedisWriter redis, QueueStep.MoveEntries step) {
        return step.moves().stream().mapToLong(move -> redis.length(move.from())).sum();
    }
}
