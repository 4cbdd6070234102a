package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.catalog.Schedule;
import dev.opsdeck.probe.Finding;
import dev.opsdeck.routine.ScheduleStore;
import dev.opsdeck.run.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What people see of schedules. */
public final class ScheduleCards {
    private static final int MOST = 40;

    private ScheduleCards() {}

    /**
     * One schedule in a list.
     *
     * @param next by the cron line, pauses aside; null for never
     * @param row null before it was first seen
     * @param last the run of its last time; null when there was none
     */
    public record Entry(
            String name,
            Schedule schedule,
            @Nullable Instant next,
            ScheduleStore.@Nullable Row row,
            @Nullable Run last) {
        boolean paused() {
            return row != null && row.pausedBy() != null;
        }
    }

    public static Message list(List<Entry> entries, Instant now) {
        if (entries.isEmpty()) {
            return Message.of(
                    "Nothing is scheduled here. Schedules are written under `schedules` in a system's file.");
        }
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header("Schedules"));
        entries.stream()
                .limit(MOST)
                .forEach(entry -> blocks.add(BlockParts.section(
                        text(entry, now),
                        entry.paused()
                                ? BlockParts.button("Resume", Actions.COMMAND_RUN, "schedules resume " + entry.name())
                                : BlockParts.button("Pause", Actions.COMMAND_RUN, "schedules pause " + entry.name()))));
        if (entries.size() > MOST) {
            blocks.add(BlockParts.context("… and " + (entries.size() - MOST) + " more: name the system."));
        }
        return BlockLimits.fit(new Message(entries.size() + " schedules", blocks));
    }

    private static String text(Entry entry, Instant now) {
        Schedule schedule = entry.schedule();
        String title = Objects.requireNonNullElse(schedule.title(), entry.name());
        return Mrkdwn.bold(title) + "  ·  " + Mrkdwn.code(what(schedule)) + "\n" + Mrkdwn.code(entry.name()) + "  ·  "
                + Mrkdwn.code(schedule.at()) + " " + Mrkdwn.escape(schedule.zone()) + "\n*Next:* " + next(entry)
                + "  ·  *Last:* " + last(entry, now);
    }

    private static String what(Schedule schedule) {
        if (schedule.run() != null) {
            return "run " + schedule.run().runbook();
        }
        return schedule.check() != null
                ? "check " + schedule.check()
                : Objects.requireNonNullElse(schedule.command(), "");
    }

    private static String next(Entry entry) {
        ScheduleStore.Row row = entry.row();
        if (row != null && row.pausedBy() != null) {
            return "paused by " + Mrkdwn.user(row.pausedBy());
        }
        Instant next = row == null || row.due() == null ? entry.next() : row.due();
        String waits = row != null && row.preparedRun() != null ? " (run " + row.preparedRun() + " asks ahead)" : "";
        return next == null ? "never" : Mrkdwn.time(next) + waits;
    }

    private static String last(Entry entry, Instant now) {
        ScheduleStore.Row row = entry.row();
        if (row == null || row.lastDue() == null) {
            return "not yet";
        }
        Run run = entry.last();
        String how = run == null
                ? Mrkdwn.escape(Objects.requireNonNullElse(row.lastResult(), ""))
                : "run " + run.id() + " " + RunHeadline.sign(run.state()) + " " + RunHeadline.word(run.state());
        return Mrkdwn.time(row.lastDue()) + ", " + how;
    }

    /** Something that people must know about a schedule. */
    public static Message news(String name, String what) {
        return Message.of("⏰ The schedule " + Mrkdwn.code(name) + " " + Mrkdwn.escape(what));
    }

    /** What a scheduled check found. */
    public static Message check(String name, List<Finding> findings) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section("⏰ " + Mrkdwn.bold(name) + "  ·  " + FindingLines.headline(findings)));
        blocks.addAll(FindingLines.of(findings));
        return BlockLimits.fit(new Message("Schedule " + Mrkdwn.escape(name) + ": " + FindingLines.headline(findings), blocks));
    }
}
