package dev.opsdeck.sim.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.SimWorkspace;
import dev.opsdeck.sim.workspace.Workspace;
import java.util.Map;
import java.util.function.Supplier;

/** {@code api.test}, {@code auth.test}, {@code apps.connections.open}, {@code team.info}, {@code bots.info}. */
final class AppMethods {
    private final Workspace workspace;
    private final Supplier<String> socketUrl;

    AppMethods(Workspace workspace, Supplier<String> socketUrl) {
        this.workspace = workspace;
        this.socketUrl = socketUrl;
    }

    Map<String, Method.Entry> methods() {
        return Map.of(
                "api.test", new Method.Entry(Tier.GENEROUS, false, (args, caller) -> Json.object()),
                "auth.test", new Method.Entry(Tier.GENEROUS, false, this::auth),
                "apps.connections.open", new Method.Entry(Tier.ONE, true, this::connection),
                "team.info", new Method.Entry(Tier.THREE, false, this::team),
                "bots.info", new Method.Entry(Tier.THREE, false, this::bot),
                "canvases.create", new Method.Entry(Tier.TWO, false, (args, caller) -> refuse("free_team_not_allowed")),
                "conversations.canvases.create",
                        new Method.Entry(
                                Tier.TWO, false, (args, caller) -> refuse("team_tier_cannot_create_channel_canvases")));
    }

    private static ObjectNode refuse(String error) {
        throw new SlackError(error);
    }

    private ObjectNode auth(Args args, Caller caller) {
        SimWorkspace spec = workspace.spec;
        ObjectNode body = Json.object()
                .put("url", workspace.base() + "/")
                .put("team", spec.team().name())
                .put("user", workspace.people.handle(caller.user()))
                .put("team_id", spec.team().id())
                .put("user_id", caller.user())
                .put("is_enterprise_install", false);
        if (caller.kind() == Caller.Kind.APP) {
            body.put("app_id", spec.app().id()).put("app_name", spec.app().name());
        }
        return caller.bot() ? body.put("bot_id", spec.app().botId()) : body;
    }

    private ObjectNode connection(Args args, Caller caller) {
        if (!workspace.spec.app().socketMode()) {
            throw new SlackError("socket_mode_not_enabled");
        }
        return Json.object().put("url", socketUrl.get());
    }

    private ObjectNode team(Args args, Caller caller) {
        SimWorkspace.Team team = workspace.spec.team();
        ObjectNode node = Json.object()
                .put("id", team.id())
                .put("name", team.name())
                .put("url", workspace.base() + "/")
                .put("domain", team.domain())
                .put("email_domain", "");
        return Json.object().set("team", node);
    }

    private ObjectNode bot(Args args, Caller caller) {
        SimWorkspace.App app = workspace.spec.app();
        if (args.text("bot").filter(id -> !id.equals(app.botId())).isPresent()) {
            throw new SlackError("bot_not_found");
        }
        ObjectNode node = Json.object()
                .put("id", app.botId())
                .put("deleted", false)
                .put("name", app.name())
                .put("updated", workspace.stamps.seconds())
                .put("app_id", app.id())
                .put("user_id", app.botUserId());
        return Json.object().set("bot", node);
    }
}
