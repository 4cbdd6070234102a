package dev.opsdeck.sim.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** User groups, which Slack's events call subteams. */
public final class Groups {
    private final Map<String, SimWorkspace.Group> byId = new LinkedHashMap<>();
    private final Stamps stamps;
    private final Changes changes;

    Groups(List<SimWorkspace.Group> groups, Stamps stamps, Changes changes) {
        this.stamps = stamps;
        this.changes = changes;
        groups.forEach(group -> byId.put(group.id(), group));
    }

    public synchronized Collection<SimWorkspace.Group> all() {
        return List.copyOf(byId.values());
    }

    public synchronized Optional<SimWorkspace.Group> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Replaces the members of a group that exists. */
    public void members(String id, List<String> members) {
        Set<String> added = new LinkedHashSet<>(members);
        Set<String> removed;
        synchronized (this) {
            SimWorkspace.Group old = byId.get(id);
            if (old == null) {
                throw new IllegalArgumentException("No user group " + id);
            }
            removed = new LinkedHashSet<>(old.members());
            removed.removeAll(added);
            added.removeAll(old.members());
            byId.put(id, new SimWorkspace.Group(id, old.handle(), old.name(), members));
        }
        changes.tell(new Change.GroupChanged(id, added, removed));
    }

    /** The usergroup object of Slack's wire format. */
    public ObjectNode wire(SimWorkspace.Group group, String team, boolean withUsers) {
        ObjectNode node = Json.object()
                .put("id", group.id())
                .put("team_id", team)
                .put("is_usergroup", true)
                .put("is_subteam", true)
                .put("name", group.name())
                .put("description", "")
                .put("handle", group.handle())
                .put("is_external", false)
                .put("date_update", stamps.seconds())
                .put("date_delete", 0)
                .put("user_count", group.members().size());
        if (withUsers) {
            node.set("users", Json.strings(group.members()));
        }
        return node;
    }
}
