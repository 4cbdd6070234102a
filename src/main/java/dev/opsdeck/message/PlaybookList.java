package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.catalog.Playbook;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Playbooks by what people notice, with a button each. */
public final class PlaybookList {
    private static final int MOST = 40;

    private PlaybookList() {}

    /** One playbook. */
    public record Entry(String system, Playbook playbook, String command) {}

    public static Message of(List<Entry> entries) {
        if (entries.isEmpty()) {
            return Message.of(
                    "The catalog has no playbooks here. `/ops diagnose SERVICE` looks at a service all the same.");
        }
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header("What do you see?"));
        entries.stream()
                .limit(MOST)
                .forEach(entry -> blocks.add(BlockParts.section(
                        text(entry), BlockParts.button("Diagnose", Actions.COMMAND_RUN, entry.command()))));
        if (entries.size() > MOST) {
            blocks.add(
                    BlockParts.context("… and " + (entries.size() - MOST) + " more: ask in the channel of a system."));
        }
        return BlockLimits.fit(new Message("Choose a playbook by what you see.", blocks));
    }

    private static String text(Entry entry) {
        Playbook playbook = entry.playbook();
        String symptoms = String.join("; ", playbook.symptoms());
        String name = entry.system() + "/" + playbook.name();
        String severity = playbook.severity() == null ? "" : "  ·  " + Mrkdwn.escape(playbook.severity());
        return Mrkdwn.bold(symptoms.isEmpty() ? Objects.requireNonNullElse(playbook.title(), name) : symptoms)
                + severity + "\n" + Mrkdwn.code(name);
    }
}
