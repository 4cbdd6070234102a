package dev.opsdeck.sim.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.api.Content;
import dev.opsdeck.sim.api.SlackError;
import dev.opsdeck.sim.workspace.Bodies;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.sim.workspace.ResponseUrls;
import dev.opsdeck.sim.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** Puts what the bot answers to a command, or posts to a response URL, into the channel. */
public final class Responses {
    private final Workspace workspace;
    private final Bodies bodies;

    Responses(Workspace workspace) {
        this.workspace = workspace;
        this.bodies = new Bodies(workspace);
    }

    /** A post to a response URL. Refuses with {@link SlackError}. */
    public void post(String key, ObjectNode answer) {
        ResponseUrls.Use use = workspace.responseUrls.use(key);
        ResponseUrls.Target target = use.target();
        if (target == null) {
            throw new SlackError(use.error());
        }
        apply(target, answer);
    }

    /** Does what an answer says, at the place that the interaction came from. */
    void apply(ResponseUrls.Target target, ObjectNode answer) {
        String original = target.ts();
        if (answer.path("delete_original").asBoolean() && original != null) {
            workspace.messages.delete(target.channel(), original);
            return;
        }
        Content.check(answer);
        if (answer.path("replace_original").asBoolean() && original != null) {
            replace(target.channel(), original, answer);
            return;
        }
        boolean everyone = answer.path("response_type").asText().equals("in_channel");
        String asked = answer.path("thread_ts").asText();
        String thread = asked.isEmpty() ? target.thread() : asked;
        say(target, thread, answer, everyone ? null : target.user());
    }

    private void say(
            ResponseUrls.Target target, @Nullable String thread, ObjectNode answer, @Nullable String visibleTo) {
        String ts = workspace.stamps.ts();
        ObjectNode body = bodies.app(ts, thread, answer);
        if (visibleTo != null) {
            body.put("is_ephemeral", true);
        }
        workspace.messages.post(new Message(target.channel(), ts, visibleTo, body));
    }

    private void replace(String channel, String ts, ObjectNode answer) {
        boolean there = workspace
                .messages
                .edit(channel, ts, body -> {
                    body.remove("blocks");
                    body.remove("attachments");
                    bodies.fill(body, answer);
                    return body;
                })
                .isPresent();
        if (!there) {
            throw new SlackError("message_not_found");
        }
    }

    /** Slackbot's private word to one person. */
    void slackbot(String channel, String user, String text) {
        String ts = workspace.stamps.ts();
        ObjectNode body = Bodies.system(Workspace.SLACKBOT, ts, "bot_message", text)
                .put("username", "Slackbot")
                .put("is_ephemeral", true);
        workspace.messages.post(new Message(channel, ts, user, body));
    }

    /** Shows the command itself, as Slack does where the answer is for everyone. */
    void echo(String channel, String user, String text) {
        String ts = workspace.stamps.ts();
        workspace.messages.post(new Message(channel, ts, null, bodies.person(user, ts, null, text)));
    }
}
