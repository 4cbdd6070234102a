package dev.opsdeck.target.redis;

import dev.opsdeck.catalog.Cache;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.WebCall;
import dev.opsdeck.plan.CacheStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.target.net.WebCalls;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes the calls that fill a cache, one after another, and counts what is in it before and after. */
@Singleton
final class WarmCacheHandler implements StepHandler<CacheStep.WarmCache> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RedisCaches caches;
    private final WebCalls calls;

    WarmCacheHandler(RedisCaches caches, WebCalls calls) {
        this.caches = caches;
        this.calls = calls;
    }

    @Override
    public Class<CacheStep.WarmCache> kind() {
        return CacheStep.WarmCache.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, CacheStep.WarmCache step) {
        return Map.of("keys", Long.toString(size(system, step)));
    }

    @Override
    public Outcome act(
            ManagedSystem system, CacheStep.WarmCache step, Map<String, String> before, StepControl control) {
        List<WebCall> wanted = wanted(system, step);
        int done = 0;
        for (WebCall call : wanted) {
            if (control.cancelled()) {
                return new Outcome.Interrupted(done + " of " + wanted.size() + " calls were made.");
            }
            WebCalls.Answer answer = calls.call(call, CacheStep.WarmCache.EACH);
            control.output(call.shown() + ": " + answer.words());
            if (!answer.well()) {
                return new Outcome.Failed(call.shown() + ": " + answer.words() + ", where 2xx is right.", true);
            }
            done++;
            control.progress(done + " of " + wanted.size() + " calls made.");
        }
        long now = size(system, step);
        return new Outcome.Done(Spoken.count(done, "call was", "calls were") + " answered; there are "
                + Spoken.count(now, "key", "keys") + " (were " + before.get("keys") + ").");
    }

    @Override
    public Finding inspect(
            ManagedSystem system, CacheStep.WarmCache step, Map<String, String> before, Instant intentAt, Instant now) {
        return new Finding.DidNotHappen("Nobody saw every answer, and calling again does no harm.");
    }

    private static List<WebCall> wanted(ManagedSystem system, CacheStep.WarmCache step) {
        Cache cache = system.caches().get(step.cache());
        List<WebCall> calls = cache == null ? List.of() : cache.warm();
        if (!calls.stream().map(WebCall::shown).toList().equals(step.calls())) {
            throw new TargetException("The catalog names other calls for " + step.cache() + " by now. Start anew.");
        }
        return calls;
    }

    private long size(ManagedSystem system, CacheStep.WarmCache step) {
        return caches.change(system, step.cache(), PATIENCE, RedisWriter::size);
    }
}
