package dev.opsdeck.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code access.yml} as it is written. */
@Doc("Who people are, which roles they have, what roles may do. What no rule allows is denied.")
record AccessFile(
        @Doc("People of a simulated workspace, by Slack user id; a real workspace knows its own.")
        Map<String, AccessRules.Person> people,

        @Doc("Roles by name.") Map<String, AccessRules.Role> roles,

        @Doc("Rules; of those that match, the most specific decides, and of equally specific ones the strictest.")
        List<Entry> rules,

        @Default("{}") AccessRules.BreakGlass breakGlass) {

    /** No rules: nobody may do anything. */
    static final AccessFile NOBODY = new AccessFile(Map.of(), Map.of(), List.of(), AccessRules.BreakGlass.NOBODY);

    /** What both say; what they say alike counts once. */
    AccessFile and(AccessFile other) {
        Map<String, AccessRules.Person> everybody = new LinkedHashMap<>(people);
        other.people.forEach(everybody::putIfAbsent);
        Map<String, AccessRules.Role> all = new LinkedHashMap<>(roles);
        other.roles.forEach(all::putIfAbsent);
        return new AccessFile(
                everybody,
                all,
                Stream.concat(rules.stream(), other.rules.stream()).distinct().toList(),
                breakGlass.equals(AccessRules.BreakGlass.NOBODY) ? other.breakGlass : breakGlass);
    }

    AccessRules toRules() {
        List<AccessRules.Rule> made = new ArrayList<>();
        for (Entry entry : rules) {
            made.add(entry.toRule("rule " + (made.size() + 1)));
        }
        return new AccessRules(people, roles, List.copyOf(made), breakGlass);
    }

    /** Any risk. */
    static final String EVERYTHING = "*";

    /** A rule: what it speaks of stands under its effect. */
    @Doc("A rule: allow or deny what, where, to whom.")
    record Entry(
            @Doc("Risks that are allowed: read, change, destructive, or * for all.") @OneOrMany @RiskWord
            List<String> allow,

            @Doc("Risks that are denied: read, change, destructive, or * for all.") @OneOrMany @RiskWord
            List<String> deny,

            @Doc("Commands that the rule speaks of, such as restart; every command when left out.") @OneOrMany
            List<String> action,

            @Doc("Targets as system/service, * for any part; every target when left out.") @OneOrMany
            List<String> on,

            @Doc("Channels in which the rule holds; everywhere when left out.") @OneOrMany
            List<String> in,

            @Doc("Roles that the rule speaks of.") @NotEmpty @OneOrMany @RefersTo(RefersTo.Declared.ROLE)
            List<String> to,

            AccessRules.@Nullable Approval approval,

            @Doc("Name shown when the rule decides.") @Nullable
            String name) {

        AccessRules.Rule toRule(String place) {
            boolean denies = allow.isEmpty();
            return new AccessRules.Rule(
                    name == null ? place : name,
                    denies ? AccessRules.Effect.DENY : AccessRules.Effect.ALLOW,
                    risks(denies ? deny : allow),
                    action,
                    on,
                    in,
                    to,
                    approval);
        }

        private static List<Risk> risks(List<String> words) {
            return words.contains(EVERYTHING)
                    ? List.of()
                    : words.stream()
                            .map(word -> Risk.valueOf(word.toUpperCase(Locale.ROOT)))
                            .toList();
        }
    }
}
