package dev.opsdeck.sim.delivery;

import dev.opsdeck.sim.api.Faults;
import dev.opsdeck.sim.workspace.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Sends requests to the bot over the app's transport, with the faults that a test asked for. */
final class Deliveries {
    final DeliveryLog log = new DeliveryLog();
    final Sockets sockets;
    private final Transport transport;
    private final Faults faults;
    private final Clock clock;

    Deliveries(Workspace workspace, Faults faults, Clock clock, SimSettings settings) {
        this.faults = faults;
        this.clock = clock;
        this.sockets = new Sockets(workspace, settings.ackWithin());
        Signer signer = new Signer(workspace.spec.app().credentials().signingSecret());
        this.transport = workspace.spec.app().socketMode()
                ? sockets
                : new HttpTransport(workspace::botUrl, signer, clock, settings.ackWithin());
    }

    /** Delivers and waits for the answer. Copies that a fault asks for go out at the same time. */
    Ack send(Outbound request) throws InterruptedException {
        String id = UUID.randomUUID().toString();
        for (int copy = 1; copy <= faults.duplicates(); copy++) {
            Outbound again = request.kind() == Outbound.Kind.EVENT ? request.again(copy, "http_timeout") : request;
            Thread.startVirtualThread(() -> quietly(again, id));
        }
        Ack ack = once(request, id);
        return faults.acksDropped() ? new Ack.TimedOut() : ack;
    }

    private Ack once(Outbound request, String id) throws InterruptedException {
        long start = System.nanoTime();
        Ack ack = transport.send(request, id);
        String reason = request.retryReason();
        log.add(new DeliveryLog.Delivery(
                clock.instant(),
                request.kind(),
                request.type(),
                request.retry(),
                reason == null ? "" : reason,
                Duration.ofNanos(System.nanoTime() - start),
                ack.error()));
        return ack;
    }

    private void quietly(Outbound request, String id) {
        try {
            once(request, id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
