package dev.opsdeck.slack;

import dev.opsdeck.message.Claimed;
import dev.opsdeck.message.OutboxBell;
import dev.opsdeck.message.OutboxQueue;
import dev.opsdeck.slack.RateLimitStore.Closed;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Slack follow the outbox, in every replica at once. One thread decides what goes next, within Slack's limits and
 * with what is final first; each message goes on a thread of its own, one at a time per channel, so that a slow channel
 * holds up nobody else.
 */
@Singleton
@Requires(property = "opsdeck.slack.bot-token")
public final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    /** Other replicas do not ring our bell. */
    private static final Duration POLL = Duration.ofMillis(500);

    /** A look in vain goes through all that waits for Slack, so not every ring is worth another one. */
    private static final Duration BREATH = Duration.ofMillis(50);

    /** Longer than any call may take by its time-outs. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration GRACE = Duration.ofSeconds(12);
    private static final int AT_ONCE = 64;

    private final OutboxQueue queue;
    private final OutboxBell bell;
    private final SenderDelivery delivery;
    private final RateLimitStore limits;
    private final Clock clock;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread pump = Thread.ofPlatform().name("outbox").daemon().unstarted(this::pump);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean running = true;
    private long lookedInVain = System.nanoTime() - BREATH.toNanos();

    Sender(OutboxQueue queue, OutboxBell bell, SenderDelivery delivery, RateLimitStore limits, Clock clock) {
        this.queue = queue;
        this.bell = bell;
        this.delivery = delivery;
        this.limits = limits;
        this.clock = clock;
    }

    @EventListener
    void onStart(ServerStartupEvent event) {
        start();
    }

    /** Begins to send. */
    public void start() {
        limits.forgetIdle();
        pump.start();
    }

    /** Finishes what is being sent; the rest stays in the outbox for the next start or another replica. */
    @PreDestroy
    public void close() throws InterruptedException {
        running = false;
        closing.countDown();
        bell.ring();
        if (pump.isAlive()) {
            pump.join(GRACE);
        }
        deliveries.shutdown();
        if (!deliveries.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            deliveries.shutdownNow();
        }
    }

    private void pump() {
        boolean readable = true;
        while (running) {
            Duration pause = POLL;
            try {
                pause = sendWhatMayBeSent();
                readable = true;
            } catch (RuntimeException e) {
                if (readable) {
                    LOG.warn("The outbox cannot be read; trying again each {} ms", POLL.toMillis(), e);
                }
                readable = false;
            }
            rest(pause);
        }
    }

    private void rest(Duration pause) {
        try {
            bell.await(pause);
            long left = lookedInVain + BREATH.toNanos() - System.nanoTime();
            if (left > 0 && closing.await(left, TimeUnit.NANOSECONDS)) {
                running = false;
            }
        } catch (InterruptedException e) {
            running = false;
        }
    }

    /** Says how long there is nothing to do unless the bell rings. */
    private Duration sendWhatMayBeSent() {
        while (running && busy.size() < AT_ONCE) {
            List<Closed> closed = limits.closed();
            if (next(closed).isEmpty()) {
                lookedInVain = System.nanoTime();
                return untilSomethingOpens(closed);
            }
        }
        return POLL;
    }

    private Optional<Claimed> next(List<Closed> closed) {
        Instant now = clock.instant();
        List<String> toUrgent = closed.stream()
                .filter(scope -> scope.urgentAt().isAfter(now))
                .map(Closed::scope)
                .toList();
        List<String> toAny = closed.stream().map(Closed::scope).toList();
        Optional<Claimed> claimed = queue.claim(busy, toUrgent, toAny, LEASE);
        claimed.ifPresent(this::dispatch);
        return claimed;
    }

    private void dispatch(Claimed message) {
        limits.spend(message.limits());
        busy.add(message.lane());
        deliveries.execute(() -> deliver(message));
    }

    private void deliver(Claimed message) {
        try {
            delivery.deliver(message);
        } catch (RuntimeException e) {
            LOG.error("Message {} failed; it is tried again when its lease ends", message.key(), e);
        } finally {
            busy.remove(message.lane());
            bell.ring();
        }
    }

    private Duration untilSomethingOpens(List<Closed> closed) {
        Instant now = clock.instant();
        return closed.stream()
                .flatMap(scope -> java.util.stream.Stream.of(scope.urgentAt(), scope.freeAt()))
                .map(at -> Duration.between(now, at))
                .filter(Duration::isPositive)
                .min(Duration::compareTo)
                .filter(wait -> wait.compareTo(POLL) < 0)
                .orElse(POLL);
    }
}
