package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.access.Actor;
import dev.opsdeck.command.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells somebody who he is here and what that lets him do. */
public final class WhoAmIText {
    private WhoAmIText() {}

    /** @param entries the commands that the person may use somewhere */
    public static Message of(Actor actor, Set<String> roles, List<Entry> entries) {
        String named =
                roles.isEmpty() ? "no role" : roles.stream().map(Mrkdwn::bold).collect(Collectors.joining(", "));
        String groups = actor.groups().isEmpty()
                ? ""
                : "\nUser groups: "
                        + actor.groups().stream().sorted().map(Mrkdwn::escape).collect(Collectors.joining(", "));
        String guest = actor.fullMember() ? "" : "\nYou are not a full member of the workspace.";
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(BlockParts.section("You are " + Mrkdwn.user(actor.id()) + " (" + Mrkdwn.code(actor.id()) + ") with "
                + named + "." + groups + guest));
        blocks.add(BlockParts.section("You may use: "
                + entries.stream().map(entry -> Mrkdwn.code(entry.word())).collect(Collectors.joining(" "))));
        blocks.add(BlockParts.context("`/ops why restart backend` explains what a command would need."));
        return BlockLimits.fit(new Message(
                "You are " + Mrkdwn.escape(actor.name()) + ", roles: " + Mrkdwn.escape(String.join(", ", roles)),
                blocks));
    }
}
