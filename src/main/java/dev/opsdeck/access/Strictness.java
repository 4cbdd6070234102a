package dev.opsdeck.access;

import dev.opsdeck.catalog.AccessRules.Approval;
import dev.opsdeck.catalog.AccessRules.Effect;
import dev.opsdeck.catalog.AccessRules.Rule;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** How little a rule lets through. The larger is the stricter. */
record Strictness(Effect effect, @Nullable Approval approval) implements Comparable<Strictness> {
    private static final Comparator<Strictness> ORDER = Comparator.comparing(Strictness::effect)
            .thenComparingInt(strictness ->
                    strictness.approval() == null ? 0 : strictness.approval().count())
            .thenComparing(
                    strictness -> strictness.approval() == null
                            ? null
                            : strictness.approval().within(),
                    Comparator.nullsFirst(Comparator.reverseOrder()));

    static Strictness of(Rule rule) {
        return new Strictness(rule.effect(), rule.effect() == Effect.DENY ? null : rule.approval());
    }

    @Override
    public int compareTo(Strictness other) {
        return ORDER.compare(this, other);
    }

    String describe() {
        if (effect == Effect.DENY) {
            return "denies";
        }
        return approval == null
                ? "allows"
                : "allows with the consent of " + approval.count() + " × " + approval.by() + " within "
                        + approval.within().toMinutes() + " min";
    }
}
