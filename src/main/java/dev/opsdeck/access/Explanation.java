package dev.opsdeck.access;

import java.util.List;
import java.util.Set;

/**
 * How a decision came about.
 *
 * @param roles the actor's roles
 * @param lines one for each rule, in the order of the file
 */
public record Explanation(Set<String> roles, List<Line> lines, Decision decision) {
    /**
     * What one rule says.
     *
     * @param rule its name
     * @param matched whether it speaks of this actor and action
     * @param decided whether it is the one that decided
     * @param text what it would do, or why it does not apply; a sentence without the full stop
     */
    public record Line(String rule, boolean matched, boolean decided, String text) {}
}
