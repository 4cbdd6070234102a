package dev.opsdeck.sim.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The members of the workspace, the app's bot user among them. */
public final class People {
    private static final List<String> COLOURS =
            List.of("#4a6fa5", "#2f7d6b", "#a4573a", "#7a4e9e", "#8a6d1f", "#b0456b", "#3b7a9e", "#5c6b2f");

    private final Map<String, SimWorkspace.Person> byId = new LinkedHashMap<>();
    private final SimWorkspace spec;
    private final long created;

    People(SimWorkspace spec, long created) {
        this.spec = spec;
        this.created = created;
        spec.people().forEach(person -> byId.put(person.id(), person));
    }

    /** People, without the bot. */
    public Collection<SimWorkspace.Person> all() {
        return List.copyOf(byId.values());
    }

    public Optional<SimWorkspace.Person> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public boolean exists(String id) {
        return byId.containsKey(id) || id.equals(spec.app().botUserId());
    }

    public String handle(String id) {
        SimWorkspace.Person person = byId.get(id);
        return person != null ? person.handle() : spec.app().name().toLowerCase(Locale.ROOT);
    }

    public Optional<SimWorkspace.Person> byEmail(String email) {
        return byId.values().stream()
                .filter(p -> p.email().equalsIgnoreCase(email))
                .findFirst();
    }

    public Optional<SimWorkspace.Person> byHandle(String handle) {
        return byId.values().stream().filter(p -> p.handle().equals(handle)).findFirst();
    }

    /** The user objects of everyone and the bot. */
    public List<ObjectNode> wire() {
        List<ObjectNode> all = new ArrayList<>();
        byId.keySet().forEach(id -> all.add(wire(id)));
        all.add(wire(spec.app().botUserId()));
        return all;
    }

    /** The user object of Slack's wire format. */
    public ObjectNode wire(String id) {
        SimWorkspace.Person person = byId.get(id);
        boolean bot = person == null;
        String realName = person == null ? spec.app().name() : person.realName();
        String name = handle(id);
        ObjectNode user = Json.object()
                .put("id", id)
                .put("team_id", spec.team().id())
                .put("name", name)
                .put("deleted", false)
                .put("color", colour(id).substring(1))
                .put("real_name", realName)
                .put("tz", "Etc/UTC")
                .put("tz_label", "Coordinated Universal Time")
                .put("tz_offset", 0)
                .put("is_admin", false)
                .put("is_owner", false)
                .put("is_restricted", false)
                .put("is_ultra_restricted", false)
                .put("is_bot", bot)
                .put("is_app_user", false)
                .put("is_email_confirmed", !bot)
                .put("updated", created);
        user.set("profile", profile(id));
        return user;
    }

    public ObjectNode profile(String id) {
        SimWorkspace.Person person = byId.get(id);
        if (person == null) {
            return Json.object()
                    .put("real_name", spec.app().name())
                    .put("display_name", spec.app().name())
                    .put("api_app_id", spec.app().id())
                    .put("bot_id", spec.app().botId())
                    .put("always_active", true)
                    .put("team", spec.team().id());
        }
        return Json.object()
                .put("title", person.title())
                .put("real_name", person.realName())
                .put("real_name_normalized", person.realName())
                .put("display_name", person.handle())
                .put("display_name_normalized", person.handle())
                .put("email", person.email())
                .put("status_text", "")
                .put("status_emoji", "")
                .put("team", spec.team().id());
    }

    /** CSS colour of the avatar. */
    public String colour(String id) {
        SimWorkspace.Person person = byId.get(id);
        String own = person == null ? null : person.colour();
        return own != null ? own : COLOURS.get(Math.floorMod(id.hashCode(), COLOURS.size()));
    }
}
