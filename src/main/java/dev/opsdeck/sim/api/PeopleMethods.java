package dev.opsdeck.sim.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.SimWorkspace;
import dev.opsdeck.sim.workspace.Workspace;
import java.util.List;
import java.util.Map;

/** {@code users.*} and {@code usergroups.*}. */
final class PeopleMethods {
    private final Workspace workspace;

    PeopleMethods(Workspace workspace) {
        this.workspace = workspace;
    }

    Map<String, Method.Entry> methods() {
        return Map.of(
                "users.list", new Method.Entry(Tier.TWO, false, this::list),
                "users.info", new Method.Entry(Tier.FOUR, false, this::info),
                "users.lookupByEmail", new Method.Entry(Tier.THREE, false, this::byEmail),
                "users.profile.get", new Method.Entry(Tier.FOUR, false, this::profile),
                "usergroups.list", new Method.Entry(Tier.TWO, false, this::groups),
                "usergroups.users.list", new Method.Entry(Tier.TWO, false, this::members),
                "usergroups.users.update", new Method.Entry(Tier.TWO, false, this::replaceMembers));
    }

    private ObjectNode list(Args args, Caller caller) {
        Page<ObjectNode> page = Page.of(workspace.people.wire(), args, 0, 1000);
        return page.into(Json.object(), "members", user -> user).put("cache_ts", workspace.stamps.seconds());
    }

    private ObjectNode info(Args args, Caller caller) {
        return Json.object().set("user", workspace.people.wire(known(args, "user")));
    }

    private ObjectNode byEmail(Args args, Caller caller) {
        SimWorkspace.Person person = workspace
                .people
                .byEmail(args.need("email", "users_not_found"))
                .orElseThrow(() -> new SlackError("users_not_found"));
        return Json.object().set("user", workspace.people.wire(person.id()));
    }

    private ObjectNode profile(Args args, Caller caller) {
        String user = args.has("user") ? known(args, "user") : caller.user();
        return Json.object().set("profile", workspace.people.profile(user));
    }

    private String known(Args args, String name) {
        String user = args.need(name, "user_not_found");
        if (!workspace.people.exists(user)) {
            throw new SlackError("user_not_found");
        }
        return user;
    }

    private ObjectNode groups(Args args, Caller caller) {
        ArrayNode all = Json.array();
        workspace.groups.all().forEach(group -> all.add(wire(group, args.flag("include_users"))));
        return Json.object().set("usergroups", all);
    }

    private ObjectNode members(Args args, Caller caller) {
        return Json.object().set("users", Json.strings(group(args).members()));
    }

    private ObjectNode replaceMembers(Args args, Caller caller) {
        SimWorkspace.Group group = group(args);
        List<String> users = args.list("users");
        if (users.isEmpty()) {
            throw new SlackError("no_users_provided");
        }
        if (!users.stream().allMatch(workspace.people::exists)) {
            throw new SlackError("invalid_users");
        }
        workspace.groups.members(group.id(), users);
        return Json.object().set("usergroup", wire(group(args), true));
    }

    private SimWorkspace.Group group(Args args) {
        return workspace
                .groups
                .find(args.need("usergroup", "no_such_subteam"))
                .orElseThrow(() -> new SlackError("no_such_subteam"));
    }

    private ObjectNode wire(SimWorkspace.Group group, boolean withUsers) {
        return workspace.groups.wire(group, workspace.spec.team().id(), withUsers);
    }
}
