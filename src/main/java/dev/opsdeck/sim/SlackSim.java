package dev.opsdeck.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.api.Args;
import dev.opsdeck.sim.api.CallLog;
import dev.opsdeck.sim.api.Faults;
import dev.opsdeck.sim.api.RateLimits;
import dev.opsdeck.sim.api.WebApi;
import dev.opsdeck.sim.delivery.Delivery;
import dev.opsdeck.sim.delivery.DeliveryLog;
import dev.opsdeck.sim.delivery.SimSettings;
import dev.opsdeck.sim.delivery.Sockets;
import dev.opsdeck.sim.workspace.Channel;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.sim.workspace.SimWorkspace;
import dev.opsdeck.sim.workspace.Workspace;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The simulated Slack workspace. It stands where Slack stands: the bot calls its Web API and receives
 * its requests, and tests and the page act on it as people. Safe to use from any thread.
 */
public final class SlackSim implements AutoCloseable {
    private final Workspace workspace;
    private final Faults faults = new Faults();
    private final Delivery delivery;
    private final WebApi api;

    /** @param base where the simulator's own HTTP server is reached, asked each time it is needed */
    public SlackSim(SimWorkspace spec, SimSettings settings, Clock clock, Supplier<URI> base) {
        this.workspace = new Workspace(spec, clock, base);
        this.delivery = new Delivery(workspace, faults, clock, settings);
        this.api = new WebApi(workspace, faults, clock, delivery.sockets::url);
    }

    /** Acts as a person. */
    public Actor as(String userId) {
        if (workspace.people.find(userId).isEmpty()) {
            throw new IllegalArgumentException("No user " + userId);
        }
        return new Actor(userId, workspace, delivery);
    }

    /** Messages that everyone in a channel sees, replies included, oldest first. */
    public List<Message> messages(String channel) {
        return workspace.messages.in(channelId(channel)).stream()
                .filter(message -> !message.ephemeral())
                .toList();
    }

    /** The id of a channel given by id or name. */
    public String channelId(String idOrName) {
        return workspace
                .channels
                .resolve(idOrName)
                .map(Channel::id)
                .orElseThrow(() -> new IllegalArgumentException("No channel " + idOrName));
    }

    /** Calls the Web API as the bot does, without HTTP. */
    public ObjectNode call(String method, Map<String, ?> args) throws InterruptedException {
        String token = workspace.spec.app().credentials().botToken();
        return api.call(method, token, new Args(dev.opsdeck.sim.workspace.Json.tree(args)))
                .body();
    }

    /** Replaces the members of a user group; the bot is told as by Slack. */
    public void groupMembers(String groupId, List<String> members) {
        workspace.groups.members(groupId, members);
    }

    /** Slack's check of the bot's request URL. */
    public boolean verifyUrl() throws InterruptedException {
        return delivery.events.verifyUrl();
    }

    /** What shall go wrong. */
    public Faults faults() {
        return faults;
    }

    public RateLimits limits() {
        return api.limits;
    }

    /** The Web API calls that the bot made. */
    public CallLog calls() {
        return api.log;
    }

    /** The requests that the bot got. */
    public DeliveryLog deliveries() {
        return delivery.log;
    }

    public Sockets sockets() {
        return delivery.sockets;
    }

    /** For the HTTP face. */
    public Workspace workspace() {
        return workspace;
    }

    /** For the HTTP face. */
    public WebApi api() {
        return api;
    }

    /** For the HTTP face. */
    public Delivery delivery() {
        return delivery;
    }

    @Override
    public void close() {
        faults.clear();
        delivery.close();
    }
}
