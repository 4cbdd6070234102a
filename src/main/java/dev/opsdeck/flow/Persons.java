package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Eligibility;
import dev.opsdeck.access.Policy;
import dev.opsdeck.approval.Requirement;
import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.run.Run;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Who may decide about a run. */
@Singleton
final class Persons {
    private final Policy policy;

    Persons(Policy policy) {
        this.policy = policy;
    }

    /** In which of the required roles somebody's consent to a run counts. */
    sealed interface Standing {
        record Counts(List<String> roles) implements Standing {}

        record Refused(String reason) implements Standing {}
    }

    Standing standing(AccessRules rules, Actor approver, Run run, List<Requirement> requirements) {
        List<String> roles = new ArrayList<>();
        String refusal = "Nobody's consent is needed.";
        for (Requirement requirement : requirements) {
            switch (eligible(rules, approver, run, requirement.role())) {
                case Eligibility.Eligible(String role) -> roles.add(role);
                case Eligibility.Refused(String reason) -> refusal = reason;
            }
        }
        return roles.isEmpty() ? new Standing.Refused(refusal) : new Standing.Counts(List.copyOf(roles));
    }

    private Eligibility eligible(AccessRules rules, Actor approver, Run run, String role) {
        Eligibility result = new Eligibility.Eligible(role);
        for (Action action : actions(run)) {
            result = policy.canApprove(rules, approver, run.requester(), action, role);
            if (result instanceof Eligibility.Refused) {
                return result;
            }
        }
        return result;
    }

    /** The run's command as actions on its targets, as the access rules see them. */
    static List<Action> actions(Run run) {
        return Authority.actions(
                run.plan().ownAction(), run.plan().risk(), run.plan().targets(), run.channelName());
    }
}
