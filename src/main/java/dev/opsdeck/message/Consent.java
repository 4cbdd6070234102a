package dev.opsdeck.message;

import dev.opsdeck.approval.Approval;
import dev.opsdeck.approval.Requirement;
import dev.opsdeck.approval.Vote;
import java.util.List;
import java.util.stream.Collectors;

/** An approval that explains itself: what is required, what is there. */
final class Consent {
    private Consent() {}

    /** A line per requirement, then how long it stays open. */
    static String open(Approval approval) {
        String required =
                approval.requirements().stream().map(one -> line(approval, one)).collect(Collectors.joining("\n"));
        return required + "\nExpires " + Mrkdwn.time(approval.expiresAt()) + ".";
    }

    /** Who agreed, in a few words; empty when nobody did. */
    static String granted(Approval approval) {
        return approval.votes().isEmpty() ? "" : "approved by " + people(approval.votes());
    }

    private static String line(Approval approval, Requirement requirement) {
        long present = approval.present(requirement);
        String sign = present >= requirement.count() ? "☑️" : "⬜";
        String line = sign + "  Needs *" + requirement.count() + " of " + Mrkdwn.escape(requirement.role()) + "*: "
                + present + " of " + requirement.count();
        List<Vote> votes = approval.votes().stream()
                .filter(vote -> vote.roles().contains(requirement.role()))
                .toList();
        return votes.isEmpty() ? line : line + " (" + people(votes) + ")";
    }

    private static String people(List<Vote> votes) {
        return votes.stream().map(vote -> Mrkdwn.user(vote.voter())).collect(Collectors.joining(", "));
    }
}
