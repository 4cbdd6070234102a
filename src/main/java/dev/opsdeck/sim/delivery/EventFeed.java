package dev.opsdeck.sim.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Change;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Workspace;
import java.time.Duration;
import java.util.List;

/** The Events API: tells the bot of changes, and again where it did not acknowledge. */
public final class EventFeed implements AutoCloseable {
    private final Workspace workspace;
    private final Deliveries deliveries;
    private final Envelopes envelopes;
    private final EventPayloads payloads;
    private final List<Duration> retries;
    private volatile boolean closed;

    EventFeed(Workspace workspace, Deliveries deliveries, SimSettings settings) {
        this.workspace = workspace;
        this.deliveries = deliveries;
        this.envelopes = new Envelopes(workspace);
        this.payloads = new EventPayloads(workspace);
        this.retries = settings.eventRetries();
        workspace.changes.listen(this::happened);
    }

    private void happened(Change change) {
        payloads.of(change).forEach(this::send);
    }

    /** Sends an event to the bot in the background, with the usual retries. */
    void send(ObjectNode event) {
        String channel = event.path("channel").asText("");
        Outbound request = Outbound.first(Outbound.Kind.EVENT, envelopes.event(event, channel));
        Thread.startVirtualThread(() -> deliver(request));
    }

    private void deliver(Outbound first) {
        try {
            Outbound request = first;
            Ack ack = deliveries.send(request);
            for (Duration pause : retries) {
                if (ack.ok() || closed) {
                    return;
                }
                Thread.sleep(pause);
                request = request.again(request.retry() + 1, ack.retryReason());
                ack = deliveries.send(request);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Slack's check of a request URL; whether the bot gave the challenge back. */
    public boolean verifyUrl() throws InterruptedException {
        String challenge = workspace.stamps.random(40);
        ObjectNode body = Json.object()
                .put("token", Envelopes.TOKEN)
                .put("challenge", challenge)
                .put("type", "url_verification");
        Ack ack = deliveries.send(Outbound.first(Outbound.Kind.EVENT, body));
        return ack instanceof Ack.Answered answered
                && answered.ok()
                && answered.body().contains(challenge);
    }

    @Override
    public void close() {
        closed = true;
    }
}
