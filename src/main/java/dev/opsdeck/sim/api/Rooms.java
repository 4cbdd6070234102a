package dev.opsdeck.sim.api;

import dev.opsdeck.sim.workspace.Channel;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.sim.workspace.Workspace;
import java.util.List;

/** Finds conversations and messages as a caller may see them. */
final class Rooms {
    private final Workspace workspace;

    Rooms(Workspace workspace) {
        this.workspace = workspace;
    }

    /** A conversation by id; private ones exist for their members only. */
    Channel visible(String id, Caller caller) {
        return visible(workspace.channels.find(id), caller);
    }

    /** Where to post: an id, a name, or a person's id for a direct message. */
    Channel postable(String target, Caller caller) {
        if (workspace.people.find(target).isPresent()) {
            return workspace.channels.direct(target, caller.user());
        }
        return open(visible(workspace.channels.resolve(target), caller));
    }

    Channel joined(String id, Caller caller) {
        Channel channel = visible(id, caller);
        if (!channel.has(caller.user())) {
            throw new SlackError("not_in_channel");
        }
        return channel;
    }

    Channel open(Channel channel) {
        if (channel.archived()) {
            throw new SlackError("is_archived");
        }
        return channel;
    }

    /** A message that is no ephemeral one: those cannot be addressed by the Web API. */
    Message message(Channel channel, String ts) {
        return workspace
                .messages
                .find(channel.id(), ts)
                .filter(message -> !message.ephemeral())
                .orElseThrow(() -> new SlackError("message_not_found"));
    }

    List<Channel> all(Caller caller) {
        return workspace.channels.all().stream()
                .filter(channel -> channel.kind() == Channel.Kind.PUBLIC || channel.has(caller.user()))
                .toList();
    }

    private static Channel visible(java.util.Optional<Channel> channel, Caller caller) {
        return channel.filter(found -> found.kind() == Channel.Kind.PUBLIC || found.has(caller.user()))
                .orElseThrow(() -> new SlackError("channel_not_found"));
    }
}
