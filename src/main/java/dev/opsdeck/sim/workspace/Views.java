package dev.opsdeck.sim.workspace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.kit.Normal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Each person's stack of modals and home tab. */
public final class Views {
    /** Modals that can lie on each other. */
    public static final int MAX_STACK = 3;

    private final Map<String, List<View>> stacks = new LinkedHashMap<>();
    private final Map<String, View> homes = new LinkedHashMap<>();
    private final SimWorkspace spec;
    private final Stamps stamps;
    private final Changes changes;

    Views(SimWorkspace spec, Stamps stamps, Changes changes) {
        this.spec = spec;
        this.stamps = stamps;
        this.changes = changes;
    }

    /** The person's modals, the top one last. */
    public synchronized List<View> stack(String user) {
        return List.copyOf(stacks.getOrDefault(user, List.of()));
    }

    public synchronized Optional<View> home(String user) {
        return Optional.ofNullable(homes.get(user));
    }

    public synchronized Optional<View> find(String id) {
        return everything().filter(view -> view.id().equals(id)).findFirst();
    }

    public synchronized Optional<View> findExternal(String externalId) {
        return everything()
                .filter(view -> view.wire().path("external_id").asText().equals(externalId))
                .findFirst();
    }

    /** Opens the first modal, replacing whatever stack the person had. */
    public View open(String user, ObjectNode given) {
        View view = create(user, given, null);
        synchronized (this) {
            stacks.put(user, new ArrayList<>(List.of(view)));
        }
        changes.tell(new Change.ModalsChanged(user));
        return view;
    }

    /** Puts a modal on the stack; empty if that is full. */
    public Optional<View> push(String user, ObjectNode given) {
        View view;
        synchronized (this) {
            List<View> stack = stacks.computeIfAbsent(user, key -> new ArrayList<>());
            if (stack.size() >= MAX_STACK) {
                return Optional.empty();
            }
            view = create(user, given, stack.isEmpty() ? null : stack.getLast());
            stack.add(view);
        }
        changes.tell(new Change.ModalsChanged(user));
        return Optional.of(view);
    }

    /** Replaces an open modal's content under a new hash. */
    public View update(View old, ObjectNode given) {
        View updated = new View(old.id(), old.user(), wire(old.id(), given, old.wire()));
        synchronized (this) {
            List<View> stack = stacks.getOrDefault(old.user(), new ArrayList<>());
            stack.replaceAll(view -> view.id().equals(old.id()) ? updated : view);
            homes.replaceAll((user, view) -> view.id().equals(old.id()) ? updated : view);
        }
        changes.tell(new Change.ModalsChanged(old.user()));
        return updated;
    }

    /** Shows a home tab; the view keeps its id from one publication to the next. */
    public View publish(String user, ObjectNode given) {
        View view;
        synchronized (this) {
            View old = homes.get(user);
            view = old == null
                    ? create(user, given, null)
                    : new View(old.id(), user, wire(old.id(), given, old.wire()));
            homes.put(user, view);
        }
        changes.tell(new Change.HomeChanged(user));
        return view;
    }

    /** Takes a modal away, or the whole stack. */
    public void close(String user, @Nullable String viewId) {
        synchronized (this) {
            List<View> stack = stacks.getOrDefault(user, new ArrayList<>());
            stack.removeIf(view -> viewId == null || view.id().equals(viewId));
        }
        changes.tell(new Change.ModalsChanged(user));
    }

    private java.util.stream.Stream<View> everything() {
        return java.util.stream.Stream.concat(stacks.values().stream().flatMap(List::stream), homes.values().stream());
    }

    private View create(String user, ObjectNode given, @Nullable View below) {
        String id = stamps.id("V");
        ObjectNode origin = Json.object();
        origin.put("root_view_id", below == null ? id : below.root());
        origin.put("previous_view_id", below == null ? null : below.id());
        return new View(id, user, wire(id, given, origin));
    }

    private ObjectNode wire(String id, ObjectNode given, ObjectNode origin) {
        ArrayNode blocks = given.path("blocks") instanceof ArrayNode array ? array : Json.array();
        ObjectNode view = Json.object()
                .put("id", id)
                .put("team_id", spec.team().id())
                .put("type", given.path("type").asText());
        view.set("blocks", Normal.blocks(blocks, () -> stamps.random(5)));
        view.put("private_metadata", given.path("private_metadata").asText())
                .put("callback_id", given.path("callback_id").asText())
                .put("hash", stamps.seconds() + "." + stamps.random(8))
                .put("clear_on_close", given.path("clear_on_close").asBoolean())
                .put("notify_on_close", given.path("notify_on_close").asBoolean())
                .put("external_id", given.path("external_id").asText())
                .put("app_id", spec.app().id())
                .put("app_installed_team_id", spec.team().id())
                .put("bot_id", spec.app().botId());
        view.set("title", given.get("title"));
        view.set("submit", given.get("submit"));
        view.set("close", given.get("close"));
        view.set("root_view_id", origin.get("root_view_id"));
        view.set("previous_view_id", origin.get("previous_view_id"));
        view.putObject("state").putObject("values");
        return view;
    }
}
