package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.access.Action;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Explains an access decision rule by rule. */
public final class ExplanationText {
    private ExplanationText() {}

    /** @param explanations one for each action, in the same order */
    public static Message of(String command, List<Action> actions, List<Explanation> explanations) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(BlockParts.section("*Why* " + Mrkdwn.code("/ops " + command) + " — nothing was run."));
        for (int i = 0; i < explanations.size(); i++) {
            blocks.addAll(one(actions.get(i), explanations.get(i)));
        }
        return BlockLimits.fit(new Message("Why /ops " + Mrkdwn.escape(command), blocks));
    }

    private static List<LayoutBlock> one(Action action, Explanation explanation) {
        String named = action.service() == null ? action.name() : action.name() + " " + action.service();
        String target = named + " (" + action.risk().word() + ")";
        String rules = explanation.lines().stream().map(ExplanationText::line).collect(Collectors.joining("\n"));
        String roles = explanation.roles().isEmpty()
                ? "none"
                : explanation.roles().stream().map(Mrkdwn::escape).collect(Collectors.joining(", "));
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(BlockParts.section(verdict(explanation.decision(), target)));
        blocks.add(BlockParts.section(rules.isEmpty() ? "There are no rules." : rules));
        blocks.add(BlockParts.context("Your roles: " + roles));
        return blocks;
    }

    private static String verdict(Decision decision, String target) {
        String what = Mrkdwn.code(target);
        return switch (decision) {
            case Decision.Allow _ -> "✅ " + what + ": you may, at once.";
            case Decision.AllowWithApproval(String _, var approval) ->
                "☑️ " + what + ": you may, with " + approval.count() + " approval"
                        + (approval.count() == 1 ? "" : "s") + " from " + Mrkdwn.bold(approval.by()) + " within "
                        + Elapsed.words(approval.within()) + ".";
            case Decision.Deny(String _, String reason, List<String> whoCould) ->
                "⛔ " + what + ": you may not. " + Mrkdwn.escape(reason)
                        + (whoCould.isEmpty()
                                ? ""
                                : " Could be done by: "
                                        + whoCould.stream().map(Mrkdwn::bold).collect(Collectors.joining(", ")) + ".");
        };
    }

    private static String line(Explanation.Line line) {
        String mark = line.decided() ? "➡️ " : line.matched() ? "• " : "◦ ";
        String text = Mrkdwn.bold(line.rule()) + ": " + Mrkdwn.escape(line.text());
        return mark + (line.decided() ? text + " _(decides)_" : text);
    }
}
