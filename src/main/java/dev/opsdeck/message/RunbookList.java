package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runbook;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The runbooks there are, with a button each. */
public final class RunbookList {
    private static final int MOST = 40;

    private RunbookList() {}

    public static Message of(List<ManagedSystem> systems) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header("Runbooks"));
        List<LayoutBlock> lines = systems.stream()
                .flatMap(system -> system.runbooks().values().stream()
                        .<LayoutBlock>map(runbook -> BlockParts.section(
                                text(system, runbook),
                                BlockParts.button(
                                        "Run", Actions.COMMAND_RUN, "run " + system.name() + "/" + runbook.name()))))
                .toList();
        if (lines.isEmpty()) {
            return Message.of(
                    "The catalog has no runbooks here. They are written under `runbooks` in a system's file.");
        }
        blocks.addAll(lines.subList(0, Math.min(MOST, lines.size())));
        if (lines.size() > MOST) {
            blocks.add(BlockParts.context("… and " + (lines.size() - MOST) + " more: ask in the channel of a system."));
        }
        return BlockLimits.fit(new Message(lines.size() + " runbooks", blocks));
    }

    private static String text(ManagedSystem system, Runbook runbook) {
        String name = system.name() + "/" + runbook.name();
        String parameters = runbook.parameters().values().stream()
                .map(parameter -> parameter.name() + " (" + parameter.type().word() + ")")
                .collect(Collectors.joining(", "));
        String steps = runbook.steps().size() == 1 ? "1 step" : runbook.steps().size() + " steps";
        return Mrkdwn.bold(Objects.requireNonNullElse(runbook.title(), runbook.name())) + "  ·  " + steps
                + (parameters.isEmpty() ? "" : "  ·  takes " + Mrkdwn.escape(parameters)) + "\n" + Mrkdwn.code(name);
    }
}
