package dev.opsdeck.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Finds the words that were probably meant. */
final class Nearest {
    private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

    /** Above this a typo is more likely than another word; "stop" and "show" are at 0.7. */
    private static final double ALIKE = 0.8;

    private static final int LONG_ENOUGH = 4;
    private static final double WITHIN = 0.95;

    private Nearest() {}

    /** Those of the words that resemble what was typed, best first, at most three. */
    static List<String> to(String typed, Collection<String> words) {
        String lower = typed.toLowerCase(Locale.ROOT);
        return words.stream()
                .map(word -> new Scored(word, alike(lower, word)))
                .filter(scored -> scored.score() >= ALIKE)
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .limit(3)
                .map(Scored::word)
                .toList();
    }

    /** A word within which all of what was typed stands is meant more often than one that only looks like it. */
    private static double alike(String typed, String word) {
        double similarity = SIMILARITY.apply(typed, word);
        return typed.length() >= LONG_ENOUGH && word.contains(typed) ? Math.max(similarity, WITHIN) : similarity;
    }

    private record Scored(String word, double score) {}
}
