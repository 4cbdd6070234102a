package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.run.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What waits for consent, with the buttons to give or refuse it. */
public final class ApprovalsList {
    private ApprovalsList() {}

    public static Message of(List<WaitingRun> waiting, Instant now) {
        if (waiting.isEmpty()) {
            return Message.of("Nothing waits for approval.");
        }
        var blocks = new ArrayList<LayoutBlock>();
        for (WaitingRun one : waiting) {
            blocks.add(BlockParts.section(describe(one)));
            blocks.add(BlockParts.actions(RunButtons.of(one.run())));
        }
        String text = waiting.size() == 1
                ? "1 run waits for approval: "
                        + RunHeadline.command(waiting.getFirst().run())
                : waiting.size() + " runs wait for approval";
        return BlockLimits.fit(new Message(Mrkdwn.escape(text), blocks));
    }

    /** One waiting run: what, who, why, and what is missing. */
    static String describe(WaitingRun waiting) {
        Run run = waiting.run();
        String reason = run.reason() == null ? "" : ": " + Mrkdwn.escape(run.reason());
        return RunHeadline.sign(run.state()) + "  *" + run.id() + "*  " + Mrkdwn.code(RunHeadline.command(run)) + " by "
                + Mrkdwn.user(run.requester()) + reason + "\n" + Consent.open(waiting.approval());
    }
}
