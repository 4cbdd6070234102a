package dev.opsdeck.sim.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests to the bot and how it answered. */
public final class DeliveryLog {
    private static final int KEPT = 20_000;

    /**
     * One delivery.
     *
     * @param took until the answer, or until Slack stopped waiting
     * @param error Slack's error; empty if acknowledged
     */
    public record Delivery(
            Instant at, Outbound.Kind kind, String type, int retry, String retryReason, Duration took, String error) {}

    private final Deque<Delivery> deliveries = new ArrayDeque<>();

    synchronized void add(Delivery delivery) {
        if (deliveries.size() == KEPT) {
            deliveries.removeFirst();
        }
        deliveries.addLast(delivery);
    }

    /** All deliveries kept, oldest first. */
    public synchronized List<Delivery> all() {
        return List.copyOf(deliveries);
    }

    public List<Delivery> of(String type) {
        return all().stream().filter(delivery -> delivery.type().equals(type)).toList();
    }

    public synchronized void clear() {
        deliveries.clear();
    }
}
