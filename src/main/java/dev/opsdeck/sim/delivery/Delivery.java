package dev.opsdeck.sim.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.api.Faults;
import dev.opsdeck.sim.workspace.Channel;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Workspace;
import java.time.Clock;

/** Everything that goes from the workspace to the bot. */
public final class Delivery implements AutoCloseable {
    public final Commands commands;
    public final Interactions interactions;
    public final Modals modals;
    public final Responses responses;
    public final Sockets sockets;
    public final DeliveryLog log;
    public final EventFeed events;
    private final Workspace workspace;

    public Delivery(Workspace workspace, Faults faults, Clock clock, SimSettings settings) {
        Deliveries deliveries = new Deliveries(workspace, faults, clock, settings);
        this.workspace = workspace;
        this.responses = new Responses(workspace);
        this.commands = new Commands(workspace, deliveries, responses);
        this.interactions = new Interactions(workspace, deliveries);
        this.modals = new Modals(workspace, interactions);
        this.sockets = deliveries.sockets;
        this.log = deliveries.log;
        this.events = new EventFeed(workspace, deliveries, settings);
    }

    /** Tells the bot that a person looks at its home tab. */
    public void homeOpened(String user) {
        if (!workspace.spec.app().events().contains("app_home_opened")) {
            return;
        }
        Channel direct = workspace.channels.direct(user, workspace.spec.app().botUserId());
        ObjectNode event = Json.object()
                .put("type", "app_home_opened")
                .put("user", user)
                .put("channel", direct.id())
                .put("tab", "home")
                .put("event_ts", workspace.stamps.ts());
        workspace.views.home(user).ifPresent(view -> event.set("view", view.wire()));
        events.send(event);
    }

    @Override
    public void close() {
        events.close();
    }
}
