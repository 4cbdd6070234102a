package dev.opsdeck.sim.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.SimWorkspace;
import dev.opsdeck.sim.workspace.Workspace;

/** The parts that all payloads share. */
final class Envelopes {
    /** Slack's deprecated verification token; apps are to check the signature instead. */
    static final String TOKEN = "simulated-verification-token";

    private final Workspace workspace;

    Envelopes(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The beginning of an interaction payload. */
    ObjectNode interaction(String type, String user) {
        SimWorkspace spec = workspace.spec;
        ObjectNode payload = Json.object().put("type", type);
        payload.set(
                "team",
                Json.object()
                        .put("id", spec.team().id())
                        .put("domain", spec.team().domain()));
        String name = workspace.people.handle(user);
        payload.set(
                "user",
                Json.object()
                        .put("id", user)
                        .put("username", name)
                        .put("name", name)
                        .put("team_id", spec.team().id()));
        return payload.put("api_app_id", spec.app().id())
                .put("token", TOKEN)
                .put("is_enterprise_install", false)
                .putNull("enterprise");
    }

    /** The outer event of the Events API. */
    ObjectNode event(ObjectNode event, String channel) {
        SimWorkspace spec = workspace.spec;
        String type = event.path("type").asText();
        ObjectNode outer = Json.object()
                .put("token", TOKEN)
                .put("team_id", spec.team().id())
                .put("context_team_id", spec.team().id())
                .putNull("context_enterprise_id")
                .put("api_app_id", spec.app().id());
        outer.set("event", event);
        outer.put("type", "event_callback")
                .put("event_id", workspace.stamps.id("Ev"))
                .put("event_time", workspace.stamps.seconds());
        outer.putArray("authorizations")
                .addObject()
                .putNull("enterprise_id")
                .put("team_id", spec.team().id())
                .put("user_id", spec.app().botUserId())
                .put("is_bot", true)
                .put("is_enterprise_install", false);
        return outer.put("is_ext_shared_channel", false)
                .put("event_context", "4-" + type + "-" + spec.team().id() + "-" + channel);
    }
}
