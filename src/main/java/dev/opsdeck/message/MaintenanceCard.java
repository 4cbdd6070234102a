package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.routine.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Maintenance, from its announcement to its end. */
public final class MaintenanceCard {
    private MaintenanceCard() {}

    /** The card as it should look now. */
    public static Message of(Window window) {
        String head = head(window);
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section("*" + Mrkdwn.escape(head) + "*\n" + Mrkdwn.escape(window.reason())));
        blocks.add(BlockParts.context(times(window)));
        return BlockLimits.fit(new Message(Mrkdwn.escape(head + ": " + window.reason()), blocks));
    }

    private static String head(Window window) {
        String what = (window.isEmergency() ? "Emergency maintenance of " : "Maintenance of ") + window.system();
        return switch (window.state()) {
            case PLANNED -> "🗓️ " + what + " is planned";
            case OPEN -> "🔧 " + what + " is under way";
            case ENDED -> "✅ " + what + " is over";
            case CANCELLED -> "🚫 " + what + " is called off";
        };
    }

    private static String times(Window window) {
        String itself = window.byItself() ? ", begins and ends by itself" : "";
        String planned = "Maintenance " + window.id() + "  ·  planned " + span(window) + "  ·  by "
                + Mrkdwn.user(window.requester())
                + (window.isLate() && !window.isEmergency() ? ", at short notice" : "")
                + itself;
        Instant from = window.startedAt();
        Instant to = window.endedAt();
        if (from != null && to != null) {
            return planned + "  ·  took " + Elapsed.words(Duration.between(from, to));
        }
        return from == null ? planned : planned + "  ·  since " + Mrkdwn.time(from);
    }

    private static String span(Window window) {
        return Mrkdwn.time(window.startsAt()) + " to " + Mrkdwn.time(window.endsAt()) + " ("
                + Elapsed.words(window.length()) + ")";
    }

    public static Message soon(Window window, Instant now) {
        return line("🗓️ Maintenance of " + Mrkdwn.bold(window.system()) + " begins in "
                + Elapsed.words(Duration.between(now, window.startsAt())) + ", " + span(window) + ": "
                + Mrkdwn.escape(window.reason()));
    }

    /** For those who do it. */
    public static Message due(Window window) {
        String text = "⏰ Maintenance " + window.id() + " of " + Mrkdwn.bold(window.system()) + " should begin now: "
                + Mrkdwn.escape(window.reason()) + "\nFrom its beginning to its end the system's alerts wait.";
        return BlockLimits.fit(new Message(
                text,
                List.of(
                        BlockParts.section(text),
                        BlockParts.actions(Next.buttons(List.of(
                                new Next("Begin", "maintenance start " + window.id()),
                                new Next("Call off", "maintenance cancel " + window.id())))))));
    }

    public static Message begun(Window window) {
        return line("🔧 Maintenance of " + Mrkdwn.bold(window.system()) + " has begun and is planned to end "
                + Mrkdwn.time(window.endsAt()) + ": " + Mrkdwn.escape(window.reason()));
    }

    public static Message ended(Window window) {
        Duration took =
                Duration.between(Objects.requireNonNull(window.startedAt()), Objects.requireNonNull(window.endedAt()));
        return line("✅ Maintenance of " + Mrkdwn.bold(window.system()) + " is over. It took " + Elapsed.words(took)
                + "; " + Elapsed.words(window.length()) + " were planned.");
    }

    /** Nobody began it. */
    public static Message lapsed(Window window) {
        return line("🚫 Maintenance of " + Mrkdwn.bold(window.system()) + ", planned " + span(window)
                + ", did not take place: nobody began it.");
    }

    public static Message cancelled(Window window) {
        return line(
                "🚫 Maintenance of " + Mrkdwn.bold(window.system()) + ", planned " + span(window) + ", is called off.");
    }

    public static Message overrun(Window window, Instant now) {
        String text = "⚠️ Maintenance of " + Mrkdwn.bold(window.system()) + " should have ended "
                + Mrkdwn.time(window.endsAt()) + ", " + Elapsed.words(Duration.between(window.endsAt(), now))
                + " ago. Its alerts still wait.";
        return BlockLimits.fit(new Message(
                text,
                List.of(
                        BlockParts.section(text),
                        BlockParts.actions(
                                Next.buttons(List.of(new Next("End it", "maintenance end " + window.id())))))));
    }

    private static Message line(String text) {
        return BlockLimits.fit(Message.of(text));
    }

    /** What is planned or open. */
    public static Message list(List<Window> windows, Instant now) {
        if (windows.isEmpty()) {
            return Message.of("No maintenance is planned. Plan one:"
                    + " `/ops maintenance schedule \"Sun 02:00\" 2h \"what is done\"`");
        }
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header("Maintenance"));
        windows.forEach(window -> {
            blocks.add(BlockParts.section("*" + Mrkdwn.escape(head(window)) + "*"
                    + (window.state() == Window.State.OPEN && now.isAfter(window.endsAt()) ? "  ⚠️ overrun" : "")
                    + "\n" + Mrkdwn.escape(window.reason()) + "\n" + times(window)));
            String id = Long.toString(window.id());
            blocks.add(BlockParts.actions(Next.buttons(
                    window.state() == Window.State.OPEN
                            ? List.of(new Next("End it", "maintenance end " + id))
                            : List.of(
                                    new Next("Begin", "maintenance start " + id),
                                    new Next("Call off", "maintenance cancel " + id)))));
        });
        return BlockLimits.fit(new Message("Maintenance: " + windows.size() + " planned or open", blocks));
    }
}
