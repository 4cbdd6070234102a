package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.approval.Requirement;
import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.Plan;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides about a command that concerns several services: one that is denied denies all, and all consents add up. */
@Singleton
final class Authority {
    private final Policy policy;

    Authority(Policy policy) {
        this.policy = policy;
    }

    /** May he, and whose consent does it need? */
    sealed interface Verdict {
        record Denied(Action action, Decision.Deny deny) implements Verdict {}

        /**
         * @param requirements empty when no second person is needed
         * @param within how long the consents may take
         */
        record Granted(List<Requirement> requirements, Duration within) implements Verdict {
            /** Nobody else is asked. */
            static final Granted FREELY = new Granted(List.of(), Duration.ZERO);
        }
    }

    /**
     * About everything that a plan does. Who may run a runbook need not be allowed each of its steps by a rule of its
     * own; but what a rule forbids is forbidden inside of a runbook, too, and the consents that it asks for are needed.
     */
    Verdict decide(Caller caller, Plan plan) {
        return decide(caller, actions(caller, plan));
    }

    /** What the plan does, as rules see it; for those rules that concern the caller. */
    List<Action> actions(Caller caller, Plan plan) {
        String channel = caller.request().channelName();
        List<Action> actions = new ArrayList<>(actions(plan.ownAction(), plan.risk(), plan.targets(), channel));
        plan.actions().stream()
                .flatMap(action -> actions(action, plan.risk(), plan.targets(), channel).stream())
                .filter(action -> ruled(caller, action))
                .forEach(actions::add);
        return actions;
    }

    private boolean ruled(Caller caller, Action action) {
        return !(policy.decide(caller.catalog().access(), caller.actor(), action)
                        instanceof Decision.Deny(String rule, var _, var _)
                && rule.equals(Policy.NO_RULE));
    }

    Verdict decide(Caller caller, String action, Risk risk, List<ServiceRef> services) {
        return decide(caller, actions(action, risk, services, caller.request().channelName()));
    }

    private Verdict decide(Caller caller, List<Action> actions) {
        List<AccessRules.Approval> approvals = new ArrayList<>();
        Map<String, Requirement> byRole = new LinkedHashMap<>();
        for (Action single : actions) {
            switch (policy.decide(caller.catalog().access(), caller.actor(), single)) {
                case Decision.Allow _ -> {}
                case Decision.Deny deny -> {
                    return new Verdict.Denied(single, deny);
                }
                case Decision.AllowWithApproval(String rule, AccessRules.Approval approval) -> {
                    approvals.add(approval);
                    var requirement = new Requirement(approval.by(), approval.count(), rule);
                    byRole.merge(approval.by(), requirement, (a, b) -> a.count() >= b.count() ? a : b);
                }
            }
        }
        Duration within = approvals.stream()
                .map(AccessRules.Approval::within)
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
        return new Verdict.Granted(List.copyOf(byRole.values()), within);
    }

    /** The action on each of the services. */
    static List<Action> actions(String action, Risk risk, List<ServiceRef> services, @Nullable String channel) {
        return services.stream()
                .map(service -> new Action(action, risk, service.system(), service, channel))
                .toList();
    }
}
