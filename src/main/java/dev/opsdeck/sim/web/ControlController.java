package dev.opsdeck.sim.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.Actor;
import dev.opsdeck.sim.SlackSim;
import dev.opsdeck.sim.delivery.Outcome;
import dev.opsdeck.sim.delivery.Surface;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.sim.workspace.View;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** {@code /sim/control/act/…}: acts as a person. Bodies and answers are JSON. */
@Controller("/sim/control/act")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ControlController {
    private final SlackSim sim;

    ControlController(SlackSim sim) {
        this.sim = sim;
    }

    @Post(value = "/{action}", consumes = MediaType.ALL, produces = MediaType.APPLICATION_JSON)
    String act(String action, @Body String body) throws InterruptedException, JsonProcessingException {
        ObjectNode in = Forms.json(body);
        Actor actor = sim.as(text(in, "user"));
        JsonNode result =
                switch (action) {
                    case "command" -> outcome(actor.command(text(in, "channel"), text(in, "text")));
                    case "post" -> posted(actor.reply(text(in, "channel"), thread(in), text(in, "text")));
                    case "mention" -> posted(actor.mention(text(in, "channel"), text(in, "text")));
                    case "react" -> done(actor.react(text(in, "channel"), text(in, "ts"), text(in, "name")));
                    case "unreact" -> done(actor.unreact(text(in, "channel"), text(in, "ts"), text(in, "name")));
                    case "join" -> done(actor.join(text(in, "channel")));
                    case "use" -> outcome(use(actor, in));
                    case "suggest" -> suggest(actor, in);
                    case "submit" -> outcome(submit(in));
                    case "close" -> outcome(close(in));
                    case "home" -> home(actor);
                    case "shortcut" -> outcome(actor.shortcut(text(in, "callback_id")));
                    case "message_shortcut" ->
                        outcome(actor.messageShortcut(text(in, "callback_id"), text(in, "channel"), text(in, "ts")));
                    case "direct" -> Json.object().put("ok", true).put("channel", actor.direct());
                    case "read" -> read(in);
                    default -> throw new IllegalArgumentException("No action " + action);
                };
        return Json.write(result);
    }

    @Error
    HttpResponse<String> wrong(IllegalArgumentException e) {
        return HttpResponse.badRequest(Json.write(Json.object().put("ok", false).put("error", e.getMessage())))
                .contentType(MediaType.APPLICATION_JSON);
    }

    private Outcome use(Actor actor, ObjectNode in) throws InterruptedException {
        return actor.act(surface(in), text(in, "block_id"), text(in, "action_id"), in.path("value"), in.path("state"));
    }

    private JsonNode suggest(Actor actor, ObjectNode in) throws InterruptedException {
        ObjectNode result = Json.object().put("ok", true);
        actor.suggest(surface(in), text(in, "block_id"), text(in, "action_id"), text(in, "typed"))
                .forEach(result.putArray("options")::add);
        return result;
    }

    private Outcome submit(ObjectNode in) throws InterruptedException {
        return sim.delivery().modals.submit(text(in, "user"), view(in), in.path("values"));
    }

    private Outcome close(ObjectNode in) throws InterruptedException {
        return sim.delivery()
                .modals
                .close(text(in, "user"), view(in), in.path("all").asBoolean());
    }

    private static JsonNode home(Actor actor) {
        actor.openHome();
        return done(true);
    }

    private JsonNode read(ObjectNode in) {
        sim.workspace().extras.read(text(in, "user"), text(in, "channel"), text(in, "ts"));
        return done(true);
    }

    private Surface surface(ObjectNode in) {
        if (in.has("view_id")) {
            return new Surface.OnView(view(in));
        }
        Message message = sim.workspace()
                .messages
                .find(sim.channelId(text(in, "channel")), text(in, "ts"))
                .filter(found -> Wire.seenBy(found, text(in, "user")))
                .orElseThrow(() -> new IllegalArgumentException("No message " + text(in, "ts")));
        return new Surface.OnMessage(message);
    }

    private View view(ObjectNode in) {
        return sim.workspace()
                .views
                .find(text(in, "view_id"))
                .filter(view -> view.user().equals(text(in, "user")))
                .orElseThrow(() -> new IllegalArgumentException("No view " + text(in, "view_id")));
    }

    private static JsonNode outcome(Outcome outcome) {
        ObjectNode result = Json.object().put("ok", outcome.ok()).put("error", outcome.error());
        return result.set("errors", Json.tree(outcome.fieldErrors()));
    }

    private static JsonNode posted(Message message) {
        return Json.object().put("ok", true).put("channel", message.channel()).put("ts", message.ts());
    }

    private static JsonNode done(boolean changed) {
        return Json.object().put("ok", true).put("changed", changed);
    }

    private static @org.jspecify.annotations.Nullable String thread(ObjectNode in) {
        String ts = text(in, "thread_ts");
        return ts.isEmpty() ? null : ts;
    }

    private static String text(ObjectNode in, String name) {
        return in.path(name).asText("");
    }
}
