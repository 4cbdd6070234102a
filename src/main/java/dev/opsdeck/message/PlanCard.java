package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.approval.Requirement;
import dev.opsdeck.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a command would do, without doing it. */
public final class PlanCard {
    private PlanCard() {}

    /** @param requirements the consents that running it would need */
    public static Message of(Plan plan, List<Requirement> requirements) {
        String command = RunHeadline.bare(plan.command());
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header("📝 Plan only, nothing was run · " + command));
        blocks.addAll(StepLines.planned(plan.steps()));
        blocks.add(BlockParts.section(String.join("\n", PlanFacts.of(plan)) + "\n*Approval:* " + needs(requirements)));
        blocks.add(BlockParts.context("plan " + PlanFacts.digest(plan)));
        String steps = plan.steps().size() == 1 ? "1 step" : plan.steps().size() + " steps";
        return BlockLimits.fit(
                new Message(Mrkdwn.escape("Plan for " + command + ": " + steps + ", nothing was run"), blocks));
    }

    private static String needs(List<Requirement> requirements) {
        return requirements.isEmpty()
                ? "not needed"
                : requirements.stream()
                        .map(one -> one.count() + " of " + Mrkdwn.bold(one.role()))
                        .collect(Collectors.joining(" and "));
    }
}
