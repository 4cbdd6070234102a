package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.catalog.Durations;
import dev.opsdeck.catalog.Escalation;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Rotation;
import dev.opsdeck.oncall.Cover;
import dev.opsdeck.oncall.Roster;
import dev.opsdeck.oncall.Shift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who is on call. */
public final class OnCallCard {
    private OnCallCard() {}

    /** One system with its rotations and the levels after them. */
    public record Duty(ManagedSystem system, List<Line> lines, List<Escalation> levels) {}

    /** One rotation: who is on call now and who comes next; null for nobody. */
    public record Line(
            Rotation rotation,
            Roster roster,
            @Nullable Shift now,
            @Nullable Shift next,
            Instant at) {}

    public static Message of(List<Duty> duties) {
        var blocks = new ArrayList<LayoutBlock>();
        duties.forEach(duty -> blocks.addAll(of(duty)));
        String text = duties.stream()
                .flatMap(duty -> duty.lines().stream()
                        .map(line ->
                                duty.system().name() + "/" + line.rotation().name() + ": " + who(line)))
                .collect(Collectors.joining("; "));
        return BlockLimits.fit(new Message(text.isEmpty() ? "On call: not configured" : "On call: " + text, blocks));
    }

    private static List<LayoutBlock> of(Duty duty) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header("On call for " + duty.system().title()));
        if (duty.lines().isEmpty()
                && duty.levels().isEmpty()
                && duty.system().contacts().isEmpty()) {
            blocks.add(BlockParts.section("Not configured. Add `on-call:` with a rotation to the system's file."));
        }
        duty.lines().forEach(line -> blocks.add(BlockParts.section(line(line))));
        List<String> levels = new ArrayList<>();
        for (int level = 0; level < duty.levels().size(); level++) {
            Escalation step = duty.levels().get(level);
            levels.add("Level " + (level + 1) + ": " + Mrkdwn.bold(step.page()) + " after "
                    + Durations.format(step.after()) + (step.webhook() == null ? "" : ", and the pager service"));
        }
        if (!levels.isEmpty()) {
            blocks.add(BlockParts.section("*While an incident stays unanswered*\n" + String.join("\n", levels)));
        }
        if (!duty.system().contacts().isEmpty()) {
            blocks.add(BlockParts.section("*Contacts*\n"
                    + duty.system().contacts().entrySet().stream()
                            .map(contact -> Mrkdwn.bold(contact.getKey()) + ": " + Mrkdwn.escape(contact.getValue()))
                            .collect(Collectors.joining("\n"))));
        }
        return blocks;
    }

    private static String line(Line line) {
        String name = Objects.requireNonNullElse(
                line.rotation().title(), line.rotation().name());
        var text = new StringBuilder(Mrkdwn.bold(name)).append("  ·  ").append(who(line));
        Shift next = line.next();
        if (line.rotation().group() == null && next != null && line.now() != null) {
            text.append("\nnext ")
                    .append(Mrkdwn.user(next.person()))
                    .append(", from ")
                    .append(Mrkdwn.time(next.from()));
        }
        for (Cover cover : line.roster().covers()) {
            text.append("\n↪ Override ")
                    .append(cover.id())
                    .append(": ")
                    .append(Mrkdwn.user(cover.person()))
                    .append(", ")
                    .append(Mrkdwn.time(cover.from()))
                    .append(" to ")
                    .append(Mrkdwn.time(cover.until()));
        }
        return text.toString();
    }

    private static String who(Line line) {
        Shift now = line.now();
        if (line.rotation().group() != null) {
            List<String> all = line.roster().callOrder(line.at());
            return all.isEmpty()
                    ? "⚠️ nobody is in the group " + Mrkdwn.code(line.rotation().group())
                    : all.stream().map(Mrkdwn::user).collect(Collectors.joining(", "));
        }
        if (now == null) {
            return "⚠️ nobody";
        }
        return Mrkdwn.user(now.person()) + " until " + Mrkdwn.time(now.until()) + (now.isCover() ? " (stands in)" : "");
    }
}
