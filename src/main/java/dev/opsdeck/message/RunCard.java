package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.approval.Approval;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The card of a run, from the request for approval to its end. */
public final class RunCard {
    private RunCard() {}

    /** The card as it should look now. */
    public static Message of(RunView view, Instant now) {
        Run run = view.run();
        RunHeadline headline = RunHeadline.of(run, now);
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header(headline.header(run)));
        blocks.addAll(run.state() == RunState.WAITING ? proposal(view, now) : progress(view, now));
        blocks.add(BlockParts.context(footer(view)));
        var buttons = RunButtons.of(run);
        if (!buttons.isEmpty()) {
            blocks.add(BlockParts.actions(buttons));
        }
        return BlockLimits.fit(new Message(fallback(run, headline), blocks));
    }

    /** The whole card in one line, for notifications and screen readers. */
    private static String fallback(Run run, RunHeadline headline) {
        String note =
                run.note() == null ? "" : ": " + run.note().lines().findFirst().orElse("");
        return Mrkdwn.escape(headline.header(run) + " · run " + run.id() + " by " + run.requesterName() + note);
    }

    private static List<LayoutBlock> proposal(RunView view, Instant now) {
        Run run = view.run();
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section(request(run)));
        blocks.addAll(StepLines.planned(run.plan().steps()));
        blocks.add(BlockParts.section(circumstances(view, now)));
        Approval approval = view.approval();
        if (approval != null) {
            blocks.add(BlockParts.section(Consent.open(approval)));
        }
        return blocks;
    }

    private static List<LayoutBlock> progress(RunView view, Instant now) {
        Run run = view.run();
        var blocks = new ArrayList<LayoutBlock>();
        String reason = reason(run);
        if (!reason.isEmpty()) {
            blocks.add(BlockParts.section(reason));
        }
        String result = RunResult.of(view);
        if (!result.isEmpty()) {
            blocks.add(BlockParts.section(result));
        }
        if (run.startedAt() == null) {
            blocks.addAll(
                    run.state().ended()
                            ? List.of()
                            : StepLines.planned(run.plan().steps()));
        } else {
            blocks.addAll(StepLines.journal(run.steps(), now));
        }
        return blocks;
    }

    private static String request(Run run) {
        String asks = Mrkdwn.user(run.requester()) + " wants to run " + Mrkdwn.code("/ops " + RunHeadline.command(run));
        String reason = reason(run);
        return asks + "\n" + (reason.isEmpty() ? "_No reason given._" : reason);
    }

    private static String reason(Run run) {
        String reason = run.reason();
        return reason == null || reason.isBlank() ? "" : "*Reason:* " + Mrkdwn.escape(reason);
    }

    private static String circumstances(RunView view, Instant now) {
        var lines = new ArrayList<String>(PlanFacts.of(view.run().plan()));
        lines.add("*Last run here:* " + last(view, now));
        if (!view.activeOnTarget().isEmpty()) {
            lines.add("⚠️ *Also active here:* "
                    + view.activeOnTarget().stream()
                            .limit(RunView.OTHERS)
                            .map(RunLine::brief)
                            .collect(Collectors.joining("; "))
                    + (view.activeOnTarget().size() > RunView.OTHERS ? "; and others" : ""));
        }
        return String.join("\n", lines);
    }

    private static String last(RunView view, Instant now) {
        Run last = view.lastOnTarget();
        return last == null ? "none on record" : RunLine.ended(last, now);
    }

    private static String footer(RunView view) {
        Run run = view.run();
        var parts = new ArrayList<String>();
        parts.add("Run " + run.id());
        if (run.state() != RunState.WAITING) {
            parts.add("asked by " + Mrkdwn.user(run.requester()));
        }
        Approval approval = view.approval();
        if (approval != null && run.state() != RunState.WAITING) {
            String granted = Consent.granted(approval);
            if (!granted.isEmpty()) {
                parts.add(granted);
            }
        }
        if (run.cancelRequestedBy() != null) {
            parts.add("stopped by " + Mrkdwn.user(run.cancelRequestedBy()));
        }
        parts.add(Mrkdwn.time(run.createdAt()));
        parts.add("plan " + PlanFacts.digest(run.plan()));
        return String.join("  ·  ", parts);
    }
}
