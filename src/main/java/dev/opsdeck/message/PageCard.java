package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.oncall.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page, as the channel and as those who are asked see it. */
public final class PageCard {
    private static final Pattern MENTION = Pattern.compile("<@[A-Z0-9]+>");

    private PageCard() {}

    /** For the channel in which it was asked for. */
    public static Message of(Page page) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section("*" + head(page) + "*\n" + page.text()));
        blocks.add(BlockParts.context(from(page) + state(page)));
        if (page.state() != Page.State.ACKNOWLEDGED) {
            blocks.add(BlockParts.actions(List.of(acknowledge(page))));
        }
        return BlockLimits.fit(new Message(head(page) + ": " + page.text(), blocks));
    }

    /** For one of those who are asked. */
    public static Message to(String person, Page page) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section("*" + head(page) + "*\n" + page.text()));
        blocks.add(BlockParts.context(from(page) + hint(person, page)));
        if (page.state() != Page.State.ACKNOWLEDGED) {
            blocks.add(BlockParts.actions(List.of(acknowledge(page))));
        }
        return BlockLimits.fit(new Message(head(page) + ": " + page.text(), blocks));
    }

    /** That everybody was asked and nobody answered. */
    public static Message unanswered(Page page) {
        String who = page.people().isEmpty()
                ? "Nobody is behind " + Mrkdwn.code(page.callee())
                        + " now. Look at `/ops oncall`, then page somebody by name."
                : "Asked: " + page.people().stream().map(Mrkdwn::user).collect(Collectors.joining(", "))
                        + ". Nobody acknowledged in time. Page somebody else, or call them.";
        String head = "☎️ Page " + page.id() + " was not answered";
        return BlockLimits.fit(new Message(
                head + ". " + who,
                List.of(BlockParts.section("*" + head + "*\n" + page.text()), BlockParts.section(who))));
    }

    private static com.slack.api.model.block.element.ButtonElement acknowledge(Page page) {
        return BlockParts.primary("Acknowledge", Actions.PAGE_ACK, Long.toString(page.id()));
    }

    private static String head(Page page) {
        String where = page.system().isEmpty() ? "" : page.system() + " ";
        return "📟 Page " + page.id() + " for " + Mrkdwn.escape(where) + shown(page.callee());
    }

    /** A person was mentioned; the name of the system may be a part of how a rotation was called. */
    private static String shown(String callee) {
        return MENTION.matcher(callee).matches() ? callee : Mrkdwn.escape(callee.substring(callee.indexOf('/') + 1));
    }

    private static String from(Page page) {
        return (page.requester() == null ? "" : "From " + Mrkdwn.user(page.requester()) + "  ·  ")
                + Mrkdwn.time(page.createdAt()) + "  ·  ";
    }

    private static String state(Page page) {
        return switch (page.state()) {
            case OPEN ->
                page.asked() == 0
                        ? "Looking for who is on call"
                        : "Asked " + asked(page) + "; the next step is at " + Mrkdwn.second(page.nextAt());
            case ACKNOWLEDGED -> acknowledged(page);
            case UNANSWERED -> "❌ Asked " + asked(page) + "; nobody acknowledged";
        };
    }

    private static String hint(String person, Page page) {
        return switch (page.state()) {
            case OPEN -> {
                boolean last = page.asked() == page.people().size();
                boolean mine = page.asking().getLast().equals(person);
                String then = last
                        ? "then the channel is told that nobody answered"
                        : "then " + Mrkdwn.user(page.people().get(page.asked())) + " is paged";
                yield mine
                        ? "You have " + Elapsed.words(page.within()) + " to acknowledge, " + then
                        : "Passed on to " + Mrkdwn.user(page.asking().getLast()) + "; you can still acknowledge";
            }
            case ACKNOWLEDGED -> acknowledged(page);
            case UNANSWERED -> "❌ Nobody acknowledged in time; you still can";
        };
    }

    private static String acknowledged(Page page) {
        Instant at = Objects.requireNonNull(page.answeredAt());
        return "✅ Acknowledged by " + Mrkdwn.user(Objects.requireNonNull(page.answeredBy())) + " after "
                + Elapsed.words(Duration.between(page.createdAt(), at));
    }

    private static String asked(Page page) {
        return page.asking().isEmpty()
                ? "nobody"
                : page.asking().stream().map(Mrkdwn::user).collect(Collectors.joining(", "));
    }
}
