package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import dev.opsdeck.catalog.Checklist;
import dev.opsdeck.probe.Level;
import dev.opsdeck.routine.OpenChecklist;
import dev.opsdeck.routine.OpenChecklist.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A checklist that is gone through, and the lists there are. */
public final class ChecklistCard {
    private ChecklistCard() {}

    /**
     * A list of the catalog.
     *
     * @param last the last time that it was opened; null for never
     */
    public record Known(
            String system, Checklist list, @Nullable OpenChecklist last) {}

    /** The card as it should look now. */
    public static Message of(OpenChecklist list) {
        String head = head(list);
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header(head));
        list.items().forEach(item -> blocks.add(item(list, item)));
        blocks.add(BlockParts.context(footer(list)));
        boolean found = list.items().stream().anyMatch(item -> item.state() == OpenChecklist.State.FOUND);
        if (found) {
            List<BlockElement> buttons =
                    List.of(BlockParts.button("Check again", Actions.CHECKLIST_AGAIN, Long.toString(list.id())));
            blocks.add(BlockParts.actions(buttons));
        }
        return BlockLimits.fit(new Message(Mrkdwn.escape(head + ": " + progress(list)), blocks));
    }

    private static String head(OpenChecklist list) {
        return (list.finishedAt() == null ? "📋 " : "✅ ") + list.title() + " · " + list.system();
    }

    private static LayoutBlock item(OpenChecklist list, Item item) {
        String text = sign(item) + "  " + Mrkdwn.escape(item.text()) + detail(item);
        return item.isDone() || (item.check() != null && item.state() == OpenChecklist.State.OPEN)
                ? BlockParts.section(text)
                : BlockParts.section(
                        text,
                        BlockParts.button(
                                item.check() == null ? "Done" : "Seen to",
                                Actions.CHECKLIST_TICK,
                                list.id() + ":" + item.position()));
    }

    private static String sign(Item item) {
        return switch (item.state()) {
            case OPEN -> item.check() == null ? "⬜" : "⏳";
            case PASSED -> item.level() == Level.INFO ? "🔵" : "✅";
            case FOUND -> FindingLines.sign(Objects.requireNonNull(item.level()));
            case DONE -> "☑️";
        };
    }

    private static String detail(Item item) {
        Instant at = item.doneAt();
        String who = item.doneBy() == null ? "" : "  ·  by " + Mrkdwn.user(item.doneBy());
        String when = at == null ? "" : "  ·  " + Mrkdwn.second(at);
        String finding =
                item.finding() == null ? "" : "\n" + Lines.INDENT + Mrkdwn.escape(Cut.plain(item.finding(), 300));
        return who + when + finding;
    }

    private static String footer(OpenChecklist list) {
        String opened = list.openedBy() == null ? "by its schedule" : "by " + Mrkdwn.user(list.openedBy());
        String end = list.finishedAt() == null
                ? progress(list)
                : "finished " + Mrkdwn.time(list.finishedAt()) + " after "
                        + Elapsed.words(Duration.between(list.openedAt(), list.finishedAt()));
        return "Checklist " + list.id() + "  ·  opened " + opened + " " + Mrkdwn.time(list.openedAt()) + "  ·  " + end;
    }

    private static String progress(OpenChecklist list) {
        return (list.items().size() - list.left().size()) + " of "
                + list.items().size() + " done";
    }

    /** For a list that stays unfinished. */
    public static Message reminder(OpenChecklist list, Instant now) {
        String head = "⏰ " + list.title() + " · " + list.system() + " is not finished";
        String left = list.left().stream()
                .map(item -> "•  " + Mrkdwn.escape(item.text()))
                .collect(Collectors.joining("\n"));
        String since = "Checklist " + list.id() + ", open for " + Elapsed.words(Duration.between(list.openedAt(), now))
                + ", " + progress(list) + ". Left:";
        return BlockLimits.fit(new Message(
                Mrkdwn.escape(head + ". " + progress(list)),
                List.of(BlockParts.section("*" + Mrkdwn.escape(head) + "*\n" + since + "\n" + left))));
    }

    /** For a list that is open already. */
    public static Message already(OpenChecklist list) {
        return Message.of("Checklist " + list.id() + " is open already, since " + Mrkdwn.time(list.openedAt()) + ", "
                + progress(list) + ". Go on with its card, or open another one: "
                + Mrkdwn.code("/ops checklist " + list.system() + "/" + list.name() + " --new"));
    }

    /** The lists there are. */
    public static Message list(List<Known> known) {
        if (known.isEmpty()) {
            return Message.of("The catalog has no checklists here. Add `checklists:` to the system's file.");
        }
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header("Checklists"));
        blocks.addAll(Lines.sections(known.stream().map(ChecklistCard::line).toList()));
        String names = known.stream().map(one -> one.list().name()).collect(Collectors.joining(", "));
        return BlockLimits.fit(new Message(Mrkdwn.escape("Checklists: " + names), blocks));
    }

    private static String line(Known known) {
        Checklist list = known.list();
        String at = list.at() == null ? "" : "  ·  opens itself at " + Mrkdwn.code(list.at()) + " " + list.zone();
        return "•  " + Mrkdwn.code("/ops checklist " + known.system() + "/" + list.name()) + "  "
                + Mrkdwn.escape(Objects.requireNonNullElse(list.title(), "")) + "  ·  "
                + list.items().size() + " items" + at + last(known.last());
    }

    private static String last(@Nullable OpenChecklist last) {
        if (last == null) {
            return "  ·  never opened";
        }
        return last.finishedAt() == null
                ? "  ·  open since " + Mrkdwn.time(last.openedAt()) + ", " + progress(last)
                : "  ·  finished " + Mrkdwn.time(last.finishedAt());
    }
}
