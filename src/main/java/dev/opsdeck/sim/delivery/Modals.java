package dev.opsdeck.sim.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.kit.BlockKit;
import dev.opsdeck.sim.workspace.Change;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.View;
import dev.opsdeck.sim.workspace.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Submitting and closing modals. */
public final class Modals {
    private static final String TROUBLE = "We had some trouble connecting. Try again?";

    private final Workspace workspace;
    private final Interactions interactions;
    private final Envelopes envelopes;

    Modals(Workspace workspace, Interactions interactions) {
        this.workspace = workspace;
        this.interactions = interactions;
        this.envelopes = new Envelopes(workspace);
    }

    /** Submits a modal with what the person entered, see {@link InputState#values}. */
    public Outcome submit(String user, View view, JsonNode given) throws InterruptedException {
        ObjectNode values = interactions.inputs.values(view.blocks(), given);
        Map<String, String> errors = InputCheck.errors(view.blocks(), values);
        if (!errors.isEmpty()) {
            return new Outcome("", errors);
        }
        ObjectNode payload = envelopes.interaction("view_submission", user);
        payload.put("trigger_id", workspace.triggers.issue(user));
        payload.set("view", Interactions.withState(view, values));
        payload.putArray("response_urls");
        Ack ack = interactions.send(payload);
        if (!(ack instanceof Ack.Answered answered) || !answered.ok()) {
            workspace.changes.tell(new Change.Notice(user, "", view.id(), TROUBLE));
            return Outcome.of(ack);
        }
        return respond(user, view, answered.json());
    }

    private Outcome respond(String user, View view, ObjectNode answer) {
        String action = answer.path("response_action").asText();
        switch (action) {
            case "" -> workspace.views.close(user, view.id());
            case "clear" -> workspace.views.close(user, null);
            case "errors" -> {
                return fieldErrors(view, answer.path("errors"));
            }
            case "update", "push" -> {
                return show(user, view, answer.path("view"), action.equals("push"));
            }
            default -> {
                return trouble(user, view);
            }
        }
        return Outcome.DONE;
    }

    private Outcome fieldErrors(View view, JsonNode errors) {
        Map<String, String> messages = new LinkedHashMap<>();
        for (var error : errors.properties()) {
            boolean known = Elements.in(view.blocks()).stream()
                    .anyMatch(place -> place.blockId().equals(error.getKey())
                            && place.block().path("type").asText().equals("input"));
            if (known) {
                messages.put(error.getKey(), error.getValue().asText());
            }
        }
        // Slack shows no field error that it cannot place, only that something went wrong.
        return messages.isEmpty() ? trouble(view.user(), view) : new Outcome("", messages);
    }

    private Outcome show(String user, View view, JsonNode given, boolean push) {
        if (!(given instanceof ObjectNode next) || !BlockKit.view(next).isEmpty()) {
            return trouble(user, view);
        }
        if (!push) {
            workspace.views.update(view, next);
            return Outcome.DONE;
        }
        return workspace.views.push(user, next).isPresent() ? Outcome.DONE : trouble(user, view);
    }

    private Outcome trouble(String user, View view) {
        workspace.changes.tell(new Change.Notice(user, "", view.id(), TROUBLE));
        return new Outcome("invalid_response", Map.of());
    }

    /**
     * Closes a modal by its cancel button, or all of them.
     *
     * @param all whether the person closed the whole stack by its cross
     */
    public Outcome close(String user, View view, boolean all) throws InterruptedException {
        List<View> closing = all ? workspace.views.stack(user).reversed() : List.of(view);
        boolean cleared = all || view.flag("clear_on_close");
        workspace.views.close(user, cleared ? null : view.id());
        for (View each : closing) {
            if (each.flag("notify_on_close")) {
                ObjectNode payload = envelopes.interaction("view_closed", user);
                payload.set("view", Interactions.withState(each, Json.object()));
                interactions.send(payload.put("is_cleared", cleared));
            }
        }
        return Outcome.DONE;
    }
}
