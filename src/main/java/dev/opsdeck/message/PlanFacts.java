package dev.opsdeck.message;

import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What must be known about a plan besides its steps. */
final class PlanFacts {
    /** Affected services that are named; the rest is counted. */
    private static final int NAMED = 8;

    private static final int SHORT_DIGEST = 8;

    private PlanFacts() {}

    /** Risk and blast radius, a line each. */
    static List<String> of(Plan plan) {
        var facts = new ArrayList<String>();
        facts.add("*Risk:* " + sign(plan.risk()) + " " + plan.risk().word());
        facts.add("*Also affected:* " + affected(plan.blastRadius()));
        if (plan.putsBack()) {
            facts.add("*If a step fails:* what was done before is put back");
        }
        plan.notes().forEach(note -> facts.add(Mrkdwn.escape(note)));
        return List.copyOf(facts);
    }

    /** The beginning of the digest, enough to tell plans apart by eye. */
    static String digest(Plan plan) {
        return Mrkdwn.code(
                plan.digest().substring(0, Math.min(SHORT_DIGEST, plan.digest().length())));
    }

    private static String sign(Risk risk) {
        return switch (risk) {
            case READ -> "🟢";
            case CHANGE -> "🟡";
            case DESTRUCTIVE -> "🔴";
        };
    }

    private static String affected(List<ServiceRef> blastRadius) {
        if (blastRadius.isEmpty()) {
            return "nothing else";
        }
        String named = blastRadius.stream()
                .limit(NAMED)
                .map(service -> Mrkdwn.escape(service.service()))
                .collect(Collectors.joining(", "));
        int rest = blastRadius.size() - NAMED;
        return rest > 0 ? named + " and " + rest + " more" : named;
    }
}
