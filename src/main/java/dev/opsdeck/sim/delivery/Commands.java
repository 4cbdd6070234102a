package dev.opsdeck.sim.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.api.SlackError;
import dev.opsdeck.sim.workspace.Channel;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.ResponseUrls;
import dev.opsdeck.sim.workspace.SimWorkspace;
import dev.opsdeck.sim.workspace.Typed;
import dev.opsdeck.sim.workspace.Workspace;
import java.util.Optional;

/** Slash commands. */
public final class Commands {
    private final Workspace workspace;
    private final Deliveries deliveries;
    private final Responses responses;
    private final Typed typed;

    Commands(Workspace workspace, Deliveries deliveries, Responses responses) {
        this.workspace = workspace;
        this.deliveries = deliveries;
        this.responses = responses;
        this.typed = new Typed(workspace);
    }

    /** Runs what a person typed, such as {@code /ops status}, and shows them what came of it. */
    public Outcome run(String user, Channel channel, String line) throws InterruptedException {
        String[] parts = line.strip().split("\\s+", 2);
        Optional<SimWorkspace.Command> command = workspace.spec.app().commands().stream()
                .filter(known -> known.name().equals(parts[0]))
                .findFirst();
        if (command.isEmpty()) {
            responses.slackbot(channel.id(), user, "`" + parts[0] + "` is not a valid command.");
            return new Outcome("unknown_command", java.util.Map.of());
        }
        String text = parts.length < 2 ? "" : parts[1];
        ResponseUrls.Target target = new ResponseUrls.Target(user, channel.id(), null, null);
        ObjectNode payload = payload(user, channel, command.get(), text, target);
        Ack ack = deliveries.send(Outbound.first(Outbound.Kind.COMMAND, payload));
        return finish(ack, target, line, parts[0]);
    }

    private ObjectNode payload(
            String user, Channel channel, SimWorkspace.Command command, String text, ResponseUrls.Target target) {
        SimWorkspace spec = workspace.spec;
        String channelName =
                switch (channel.kind()) {
                    case PUBLIC -> channel.name();
                    case PRIVATE -> "privategroup";
                    case DIRECT -> "directmessage";
                };
        return Json.object()
                .put("token", Envelopes.TOKEN)
                .put("team_id", spec.team().id())
                .put("team_domain", spec.team().domain())
                .put("channel_id", channel.id())
                .put("channel_name", channelName)
                .put("user_id", user)
                .put("user_name", workspace.people.handle(user))
                .put("command", command.name())
                .put("text", command.escape() ? typed.command(text) : text)
                .put("api_app_id", spec.app().id())
                .put("is_enterprise_install", "false")
                .put("response_url", workspace.base() + "/sim/hooks/commands/" + workspace.responseUrls.issue(target))
                .put("trigger_id", workspace.triggers.issue(user));
    }

    private Outcome finish(Ack ack, ResponseUrls.Target target, String line, String command) {
        if (!(ack instanceof Ack.Answered answered) || !answered.ok()) {
            return failed(target, command, ack.error());
        }
        ObjectNode answer = answered.json();
        if (answer.isEmpty()) {
            return Outcome.DONE;
        }
        try {
            if (answer.path("response_type").asText().equals("in_channel")) {
                responses.echo(target.channel(), target.user(), line);
            }
            responses.apply(target, answer);
            return Outcome.DONE;
        } catch (SlackError refusal) {
            return failed(target, command, refusal.code());
        }
    }

    private Outcome failed(ResponseUrls.Target target, String command, String error) {
        responses.slackbot(target.channel(), target.user(), command + " failed with the error \"" + error + "\"");
        return new Outcome(error, java.util.Map.of());
    }
}
