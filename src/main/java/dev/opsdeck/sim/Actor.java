package dev.opsdeck.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.opsdeck.sim.delivery.Delivery;
import dev.opsdeck.sim.delivery.Outcome;
import dev.opsdeck.sim.delivery.Surface;
import dev.opsdeck.sim.workspace.Bodies;
import dev.opsdeck.sim.workspace.Channel;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.sim.workspace.Typed;
import dev.opsdeck.sim.workspace.View;
import dev.opsdeck.sim.workspace.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person at the simulated workspace. Actions that reach the bot return once it has acknowledged, or
 * once Slack has stopped waiting. Channels are given by id or name.
 */
public final class Actor {
    private final String user;
    private final Workspace workspace;
    private final Delivery delivery;

    Actor(String user, Workspace workspace, Delivery delivery) {
        this.user = user;
        this.workspace = workspace;
        this.delivery = delivery;
    }

    /** Runs a slash command such as {@code /ops status}. */
    public Outcome command(String channel, String line) throws InterruptedException {
        return delivery.commands.run(user, channel(channel), line);
    }

    /** Posts what a person would type; {@code @handle} and {@code #channel} become mentions. */
    public Message post(String channel, String typed) {
        return reply(channel, null, typed);
    }

    /** Posts a reply in a thread. */
    public Message reply(String channel, @Nullable String threadTs, String typed) {
        Channel in = channel(channel);
        if (!in.has(user)) {
            throw new IllegalArgumentException(user + " is not in " + in.name());
        }
        String ts = workspace.stamps.ts();
        String text = new Typed(workspace).message(typed);
        Message message = new Message(in.id(), ts, null, new Bodies(workspace).person(user, ts, threadTs, text));
        workspace.messages.post(message);
        return message;
    }

    /** Posts a message that mentions the app. */
    public Message mention(String channel, String typed) {
        String bot = workspace.people.handle(workspace.spec.app().botUserId());
        return post(channel, "@" + bot + " " + typed);
    }

    /** The id of this person's direct message with the app. */
    public String direct() {
        return workspace.channels.direct(user, workspace.spec.app().botUserId()).id();
    }

    public boolean react(String channel, String ts, String emoji) {
        return workspace.messages.react(message(channel, ts), user, emoji, true);
    }

    public boolean unreact(String channel, String ts, String emoji) {
        return workspace.messages.react(message(channel, ts), user, emoji, false);
    }

    public boolean join(String channel) {
        return workspace.channels.join(channel(channel).id(), user, null);
    }

    /** Clicks a button of a message. */
    public Outcome click(String channel, String ts, String actionId) throws InterruptedException {
        return act(new Surface.OnMessage(message(channel, ts)), "", actionId, NullNode.getInstance(), Json.object());
    }

    /** Chooses something in an element of a message. */
    public Outcome select(String channel, String ts, String actionId, String value) throws InterruptedException {
        JsonNode chosen = Json.strings(List.of(value)).get(0);
        return act(new Surface.OnMessage(message(channel, ts)), "", actionId, chosen, Json.object());
    }

    /** Uses an element of the modal on top, or of the home tab if no modal is open. */
    public Outcome use(String actionId, @Nullable String value) throws InterruptedException {
        JsonNode chosen = value == null
                ? NullNode.getInstance()
                : Json.strings(List.of(value)).get(0);
        View view = modal().or(this::home).orElseThrow(() -> new IllegalStateException("No view is open"));
        return act(new Surface.OnView(view), "", actionId, chosen, Json.object());
    }

    /** Uses any element; see {@link dev.opsdeck.sim.delivery.Interactions#act}. */
    public Outcome act(Surface surface, String blockId, String actionId, JsonNode value, JsonNode state)
            throws InterruptedException {
        return delivery.interactions.act(user, surface, blockId, actionId, value, state);
    }

    /** The options that the bot offers for an external select of the modal on top. */
    public List<JsonNode> suggest(String actionId, String typed) throws InterruptedException {
        View view = modal().orElseThrow(() -> new IllegalStateException("No modal is open"));
        return suggest(new Surface.OnView(view), "", actionId, typed);
    }

    /** The options that the bot offers for any external select. */
    public List<JsonNode> suggest(Surface surface, String blockId, String actionId, String typed)
            throws InterruptedException {
        return delivery.interactions.suggest(user, surface, blockId, actionId, typed);
    }

    /** Uploads a file for an input of a modal and returns its id, which is what the input's value is. */
    public String upload(String name, byte[] content) {
        String id = workspace.files.expect(name, content.length, "", user);
        workspace.files.receive(id, content);
        workspace.files.complete(id, null, null);
        return id;
    }

    /** Submits the modal on top. Values are by block id or action id; what is left out keeps its initial value. */
    public Outcome submit(Map<String, ?> values) throws InterruptedException {
        View view = modal().orElseThrow(() -> new IllegalStateException("No modal is open"));
        return delivery.modals.submit(user, view, Json.tree(values));
    }

    /** Cancels the modal on top. */
    public Outcome close() throws InterruptedException {
        View view = modal().orElseThrow(() -> new IllegalStateException("No modal is open"));
        return delivery.modals.close(user, view, false);
    }

    public Outcome shortcut(String callbackId) throws InterruptedException {
        return delivery.interactions.shortcut(user, callbackId);
    }

    public Outcome messageShortcut(String callbackId, String channel, String ts) throws InterruptedException {
        return delivery.interactions.messageShortcut(user, callbackId, message(channel, ts));
    }

    /** Opens the app's home tab; the bot is told, and may publish another view. */
    public void openHome() {
        delivery.homeOpened(user);
    }

    public Optional<View> home() {
        return workspace.views.home(user);
    }

    /** The modal on top. */
    public Optional<View> modal() {
        List<View> stack = modals();
        return stack.isEmpty() ? Optional.empty() : Optional.of(stack.getLast());
    }

    /** All open modals, the top one last. */
    public List<View> modals() {
        return workspace.views.stack(user);
    }

    /** Everything this person sees in a channel, ephemerals and replies included, oldest first. */
    public List<Message> sees(String channel) {
        return workspace.messages.in(channel(channel).id()).stream()
                .filter(message -> message.visibleTo() == null || user.equals(message.visibleTo()))
                .toList();
    }

    /** What only this person sees in a channel, oldest first. */
    public List<Message> ephemerals(String channel) {
        return sees(channel).stream().filter(Message::ephemeral).toList();
    }

    private Channel channel(String idOrName) {
        return workspace
                .channels
                .resolve(idOrName)
                .orElseThrow(() -> new IllegalArgumentException("No channel " + idOrName));
    }

    private Message message(String channel, String ts) {
        return sees(channel).stream()
                .filter(message -> message.ts().equals(ts))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No message " + ts + " in " + channel));
    }
}
