package dev.opsdeck.access;

import java.util.Comparator;

/** How closely a rule describes an action. The larger is the more specific. */
record Specificity(int scope, boolean namesAction, boolean namesChannel, boolean namesRisk)
        implements Comparable<Specificity> {
    private static final Comparator<Specificity> ORDER = Comparator.comparingInt(Specificity::scope)
            .thenComparing(Specificity::namesAction)
            .thenComparing(Specificity::namesChannel)
            .thenComparing(Specificity::namesRisk);

    @Override
    public int compareTo(Specificity other) {
        return ORDER.compare(this, other);
    }
}
