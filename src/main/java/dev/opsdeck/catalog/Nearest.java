package dev.opsdeck.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Finds what somebody probably meant. */
public final class Nearest {
    /** Below this, a suggestion puzzles more than it helps; transposed and missing letters stay well above it. */
    private static final double ALIKE = 0.75;

    private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

    private Nearest() {}

    public static Optional<String> one(String typed, Collection<String> known) {
        return some(typed, known, 1).stream().findFirst();
    }

    /** Best first. */
    public static List<String> some(String typed, Collection<String> known, int atMost) {
        record Scored(String name, double score) {}
        return known.stream()
                .distinct()
                .map(name -> new Scored(name, alike(typed, name)))
                .filter(scored -> scored.score() >= ALIKE)
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .limit(atMost)
                .map(Scored::name)
                .toList();
    }

    private static double alike(String typed, String name) {
        return SIMILARITY.apply(typed.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
    }
}
