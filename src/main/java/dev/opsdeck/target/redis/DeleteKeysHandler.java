package dev.opsdeck.target.redis;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.CacheStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.probe.Spoken;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Deletes keys bit by bit, so that others hardly notice. */
@Singleton
final class DeleteKeysHandler implements StepHandler<CacheStep.DeleteKeys> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RedisCaches caches;

    DeleteKeysHandler(RedisCaches caches) {
        this.caches = caches;
    }

    @Override
    public Class<CacheStep.DeleteKeys> kind() {
        return CacheStep.DeleteKeys.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, CacheStep.DeleteKeys step) {
        return Map.of("keys", Long.toString(left(system, step)));
    }

    @Override
    public Outcome act(
            ManagedSystem system, CacheStep.DeleteKeys step, Map<String, String> before, StepControl control) {
        return caches.change(system, step.cache(), PATIENCE, redis -> {
            long deleted = step.several()
                    ? redis.deleteAll(step.pattern(), Set.copyOf(step.spared()), sofar -> {
                        control.progress(Spoken.count(sofar) + " of " + before.get("keys") + " keys deleted.");
                        return !control.cancelled();
                    })
                    : redis.delete(step.pattern());
            String words = Spoken.count(deleted, "key was", "keys were") + " deleted.";
            boolean stopped = step.several() && control.cancelled();
            return stopped
                    ? new Outcome.Interrupted(words + " The rest stays.")
                    : new Outcome.Done(words, Map.of("deleted-keys", Long.toString(deleted)));
        });
    }

    @Override
    public Finding inspect(
            ManagedSystem system, CacheStep.DeleteKeys step, Map<String, String> before, Instant intentAt, Instant now) {
        long left = left(system, step);
        return left == 0
                ? new Finding.Happened("No such key is there any more.")
                : new Finding.DidNotHappen(Spoken.count(left, "such key is", "such keys are") + " still there.");
    }

    private long left(ManagedSystem system, CacheStep.DeleteKeys step) {
        return caches.change(system, step.cache(), PATIENCE, redis -> step.several()
                ? redis.count(step.pattern(), Set.copyOf(step.spared()))
                : redis.exists(step.pattern()) ? 1L : 0L);
    }
}
