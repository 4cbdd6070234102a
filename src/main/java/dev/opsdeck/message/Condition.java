package dev.opsdeck.message;

import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.plan.InstanceStatus.Vitality;

/** How a service is, worst first. */
enum Condition {
    DOWN("🔴", "down"),
    UNHEALTHY("🔴", "unhealthy"),
    ABSENT("⚫", "no instance"),
    UNKNOWN("❔", "cannot be looked at"),
    STARTING("🟡", "starting"),
    UP("🟢", "up");

    final String sign;
    final String word;

    Condition(String sign, String word) {
        this.sign = sign;
        this.word = word;
    }

    /** A service is as bad as its worst instance. */
    static Condition of(ServiceStatus status) {
        if (status.problem() != null) {
            return UNKNOWN;
        }
        Condition worst = status.instances().stream()
                .map(Condition::of)
                .min(Enum::compareTo)
                .orElse(ABSENT);
        boolean sick = status.health() != null && status.health().level().needsAttention();
        return worst == UP && sick ? UNHEALTHY : worst;
    }

    private static Condition of(InstanceStatus instance) {
        if (!instance.running()) {
            return DOWN;
        }
        return switch (instance.vitality()) {
            case Vitality.UNHEALTHY -> UNHEALTHY;
            case Vitality.STARTING -> STARTING;
            case Vitality.HEALTHY, Vitality.UNCHECKED -> UP;
        };
    }
}
