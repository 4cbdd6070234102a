package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.routine.Monitor;
import dev.opsdeck.run.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The home tab: what waits for the person, what is under way, the systems. */
public final class HomeView {
    /** A home tab has room for a hundred blocks, and there is more on it. */
    private static final int MOST_INCIDENTS = 10;

    private HomeView() {}

    /**
     * @param waiting runs whose approval this person can give
     * @param active runs that have not ended
     * @param incidents that are open, worst first
     */
    public static View of(
            List<Seen> systems, List<WaitingRun> waiting, List<Run> active, List<IncidentView> incidents, Instant now) {
        var blocks = new ArrayList<LayoutBlock>();
        if (!incidents.isEmpty()) {
            blocks.add(BlockParts.header("🔴 Open incidents"));
            incidents.stream().limit(MOST_INCIDENTS).forEach(view -> blocks.addAll(IncidentCard.onHome(view)));
            if (incidents.size() > MOST_INCIDENTS) {
                blocks.add(BlockParts.context(
                        (incidents.size() - MOST_INCIDENTS) + " more: " + Mrkdwn.code("/ops incident list")));
            }
        }
        blocks.add(BlockParts.header("✋ Waits for you"));
        blocks.addAll(waiting(waiting));
        blocks.add(BlockParts.header("🔵 Under way"));
        blocks.addAll(active(others(active, waiting), now));
        blocks.add(BlockParts.header("🗂️ Systems"));
        systems.forEach(system -> blocks.add(system(system, now)));
        blocks.add(BlockParts.actions(
                List.of(BlockParts.danger("Declare an incident", Actions.INCIDENT_DECLARE, "home", null))));
        blocks.add(BlockParts.context("Type `/ops help` in any channel. Seen " + Mrkdwn.second(now)));
        return View.builder().type("home").blocks(BlockLimits.fitView(blocks)).build();
    }

    private static List<LayoutBlock> waiting(List<WaitingRun> waiting) {
        if (waiting.isEmpty()) {
            return List.of(BlockParts.section("Nothing."));
        }
        var blocks = new ArrayList<LayoutBlock>();
        for (WaitingRun view : waiting) {
            blocks.add(BlockParts.section(ApprovalsList.describe(view)));
            blocks.add(BlockParts.actions(RunButtons.vote(view.run())));
        }
        return blocks;
    }

    /** What waits for the person is shown once, with its buttons. */
    private static List<Run> others(List<Run> active, List<WaitingRun> waiting) {
        Set<Long> shown = waiting.stream().map(view -> view.run().id()).collect(Collectors.toSet());
        return active.stream().filter(run -> !shown.contains(run.id())).toList();
    }

    private static List<LayoutBlock> active(List<Run> active, Instant now) {
        return active.isEmpty()
                ? List.of(BlockParts.section("Nothing."))
                : Lines.sections(
                        active.stream().map(run -> RunLine.listed(run, now)).toList());
    }

    /**
     * A system.
     *
     * @param status null when nobody could look
     * @param alarms monitors that somebody has to look at
     */
    public record Seen(ManagedSystem system, @Nullable SystemStatus status, List<Monitor> alarms) {}

    private static LayoutBlock system(Seen seen, Instant now) {
        ManagedSystem system = seen.system();
        String alarms = seen.alarms().stream()
                .map(monitor ->
                        "\n" + Lines.INDENT + Mrkdwn.escape(monitor.check()) + ": " + MonitorWords.of(monitor, now))
                .collect(Collectors.joining());
        return BlockParts.section(
                StatusBoard.summary(seen.status()) + "  " + Mrkdwn.bold(system.title()) + "  "
                        + Mrkdwn.code(system.name()) + alarms,
                BlockParts.button("Status", Actions.COMMAND_RUN, "status " + system.name()));
    }
}
