package dev.opsdeck.sim.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.SlackSim;
import dev.opsdeck.sim.workspace.Json;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** {@code /sim/control/state/…}: what a person sees. */
@Controller("/sim/control/state")
@ExecuteOn(TaskExecutors.BLOCKING)
final class StateController {
    private final SlackSim sim;
    private final Wire wire;

    StateController(SlackSim sim) {
        this.sim = sim;
        this.wire = new Wire(sim.workspace());
    }

    @Get("/workspace")
    String workspace(@QueryValue(defaultValue = "") String user) {
        ObjectNode node = wire.workspace();
        node.set("channels", wire.channels(user));
        return Json.write(node);
    }

    @Get("/messages")
    String messages(@QueryValue String channel, @QueryValue String user) {
        return named("messages", wire.messages(sim.channelId(channel), user));
    }

    /** What only this person sees, in all channels. */
    @Get("/ephemerals")
    String ephemerals(@QueryValue String user) {
        var all = Json.array();
        sim.workspace().channels.all().forEach(channel -> sim.workspace().messages.in(channel.id()).stream()
                .filter(message -> user.equals(message.visibleTo()))
                .forEach(message -> all.add(wire.message(message))));
        return named("messages", all);
    }

    @Get("/modals")
    String modals(@QueryValue String user) {
        return named("modals", wire.modals(user));
    }

    @Get("/home")
    String home(@QueryValue String user) {
        return Json.write(wire.home(user));
    }

    private static String named(String name, JsonNode value) {
        return Json.write(Json.object().set(name, value));
    }
}
