package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.approval.Requirement;
import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
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

    Verdict decide(Caller caller, String action, Risk risk, List<ServiceRef> services) {
        List<AccessRules.Approval> approvals = new ArrayList<>();
        Map<String, Requirement> byRole = new LinkedHashMap<>();
        for (Action single : actions(action, risk, services, caller.request().channelName())) {
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
