package dev.opsdeck.sim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.kit.BlockKit;
import dev.opsdeck.sim.kit.Problem;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Triggers;
import dev.opsdeck.sim.workspace.View;
import dev.opsdeck.sim.workspace.Workspace;
import java.util.List;
import java.util.Map;

/** {@code views.*}: modals and home tabs. */
final class ViewMethods {
    private final Workspace workspace;

    ViewMethods(Workspace workspace) {
        this.workspace = workspace;
    }

    Map<String, Method.Entry> methods() {
        return Map.of(
                "views.open", new Method.Entry(Tier.FOUR, false, this::open),
                "views.push", new Method.Entry(Tier.FOUR, false, this::push),
                "views.update", new Method.Entry(Tier.FOUR, false, this::update),
                "views.publish", new Method.Entry(Tier.FOUR, false, this::publish));
    }

    private ObjectNode open(Args args, Caller caller) {
        ObjectNode view = modal(args);
        externalIdIsFree(view, "");
        return answer(workspace.views.open(user(args), view));
    }

    private ObjectNode push(Args args, Caller caller) {
        ObjectNode view = modal(args);
        externalIdIsFree(view, "");
        return answer(workspace.views.push(user(args), view).orElseThrow(() -> new SlackError("push_limit_reached")));
    }

    private ObjectNode update(Args args, Caller caller) {
        ObjectNode given = view(args);
        View old = args.text("view_id")
                .flatMap(workspace.views::find)
                .or(() -> args.text("external_id").flatMap(workspace.views::findExternal))
                .orElseThrow(() -> new SlackError("not_found"));
        hashMatches(args, old);
        externalIdIsFree(given, old.id());
        return answer(workspace.views.update(old, given));
    }

    private ObjectNode publish(Args args, Caller caller) {
        String user = args.need("user_id");
        if (workspace.people.find(user).isEmpty()) {
            throw SlackError.argument("invalid `user_id`", "user_id");
        }
        ObjectNode given = view(args);
        if (!given.path("type").asText().equals("home")) {
            throw SlackError.argument("must be a valid enum value", "view/type");
        }
        workspace.views.home(user).ifPresent(old -> hashMatches(args, old));
        return answer(workspace.views.publish(user, given));
    }

    private String user(Args args) {
        Triggers.Use use = workspace.triggers.use(args.need("trigger_id"));
        if (use.user() == null) {
            throw new SlackError(use.error());
        }
        return use.user();
    }

    private static ObjectNode modal(Args args) {
        ObjectNode view = view(args);
        if (!view.path("type").asText().equals("modal")) {
            throw SlackError.argument("must be a valid enum value", "view/type");
        }
        return view;
    }

    private static ObjectNode view(Args args) {
        JsonNode view = args.json("view", "invalid_arguments")
                .orElseThrow(() -> SlackError.argument("missing required field: view", ""));
        List<Problem> problems = BlockKit.view(view);
        if (!problems.isEmpty() || !(view instanceof ObjectNode object)) {
            throw new SlackError("invalid_arguments", problems);
        }
        return object;
    }

    private static void hashMatches(Args args, View old) {
        if (args.text("hash").filter(hash -> !hash.equals(old.hash())).isPresent()) {
            throw new SlackError("hash_conflict");
        }
    }

    private void externalIdIsFree(ObjectNode view, String own) {
        String id = view.path("external_id").asText();
        boolean taken = !id.isEmpty()
                && workspace
                        .views
                        .findExternal(id)
                        .filter(other -> !other.id().equals(own))
                        .isPresent();
        if (taken) {
            throw new SlackError("duplicate_external_id");
        }
    }

    private static ObjectNode answer(View view) {
        return Json.object().set("view", view.wire().deepCopy());
    }
}
