package dev.opsdeck.access;

import dev.opsdeck.access.Eligibility.Eligible;
import dev.opsdeck.access.Eligibility.Refused;
import dev.opsdeck.access.RuleCheck.Fit;
import dev.opsdeck.catalog.AccessRules;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides by the rules of {@code access.yml}. Pure: the same rules, actor and action give the same answer.
 *
 * <ul>
 *   <li>A rule speaks of an action when each of its selectors that is not empty does: risk, action, pattern of
 *       {@code system/service}, channel, and role of the actor.
 *   <li>Of the rules that do, the most specific decides, compared in this order: a service by full name
 *       ({@code airline/postgres}), a service in several systems ({@code *&#47;postgres}), a part of a service's name
 *       ({@code airline/api-*}), a system ({@code airline/*}); then naming the action; then naming the channel; then
 *       naming the risk.
 *   <li>Of equally specific rules the strictest decides: deny, then more approvals, then the shorter time, then plain
 *       allow; at last the one that comes first.
 *   <li>Everything else is denied: no rule, a rule that cannot be evaluated because it names an unknown role or asks
 *       for an impossible approval, an action on a whole system where a stricter rule speaks of single services, and
 *       anybody who is not a full member unless a role names them by user id.
 * </ul>
 */
@Singleton
public final class Policy {
    /** What stands for a rule's name when no rule decided. */
    public static final String NO_RULE = "no rule";

    private static final Comparator<RuleCheck> DECISIVE = Comparator.comparing(RuleCheck::specificity)
            .reversed()
            .thenComparing(RuleCheck::strictness, Comparator.reverseOrder());

    /** The decision about one actor and one action. */
    public Decision decide(AccessRules rules, Actor actor, Action action) {
        return decide(rules, subject(rules, actor), action);
    }

    /** Names of the roles that the actor has, sorted. */
    public Set<String> rolesOf(AccessRules rules, Actor actor) {
        return Roles.of(rules, actor);
    }

    /** Whether the actor has the role; false for a role that does not exist. */
    public boolean hasRole(AccessRules rules, Actor actor, String role) {
        return Roles.of(rules, actor).contains(role);
    }

    /** Names of the roles any of whose members may do it, with or without approval, in the order of the file. */
    public List<String> whoCould(AccessRules rules, Action action) {
        return rules.roles().keySet().stream()
                .filter(role -> !(decideAlone(rules, withRole(rules, role), action) instanceof Decision.Deny))
                .toList();
    }

    /**
     * Whether the approver's consent counts for the role: they have it, they may do the same themselves, and they are
     * not the one who asked.
     *
     * @param requester Slack user id of who asked
     */
    public Eligibility canApprove(AccessRules rules, Actor approver, String requester, Action action, String role) {
        if (approver.id().equals(requester)) {
            return new Refused("You asked for this yourself; it needs somebody else's consent.");
        }
        return canApprove(rules, approver, action, role);
    }

    /** As above, where the caller has made sure that the approver is not the one who asked. */
    public Eligibility canApprove(AccessRules rules, Actor approver, Action action, String role) {
        if (!hasRole(rules, approver, role)) {
            return new Refused("This needs the consent of the role " + role + ", which you do not have.");
        }
        return switch (decide(rules, approver, action)) {
            case Decision.Deny deny ->
                new Refused("You may not do this yourself, so you cannot approve it. " + deny.reason());
            case Decision.Allow _, Decision.AllowWithApproval _ -> new Eligible(role);
        };
    }

    /** Every rule in the order of the file with what it says about this actor and action, then the outcome. */
    public Explanation explain(AccessRules rules, Actor actor, Action action) {
        Subject subject = subject(rules, actor);
        List<RuleCheck> checks = check(rules, subject, action);
        Decision decision = decide(rules, subject, action);
        List<Explanation.Line> lines = checks.stream()
                .map(check -> new Explanation.Line(
                        check.rule().name(),
                        check.fit() == Fit.MATCHES,
                        check.rule().name().equals(decision.rule()),
                        check.describe()))
                .toList();
        return new Explanation(subject.roles(), lines, decision);
    }

    private Decision decide(AccessRules rules, Subject subject, Action action) {
        Decision decision = decideAlone(rules, subject, action);
        return decision instanceof Decision.Deny(String rule, String reason, var _)
                ? new Decision.Deny(rule, reason, whoCould(rules, action))
                : decision;
    }

    private static Decision decideAlone(AccessRules rules, Subject subject, Action action) {
        List<RuleCheck> checks = check(rules, subject, action);
        for (RuleCheck check : checks) {
            if (check.fit() == Fit.UNDECIDABLE) {
                return deny(
                        check.rule().name(),
                        "The rule \"" + check.rule().name() + "\" cannot be evaluated: " + check.note() + ".");
            }
        }
        return checks.stream()
                .filter(check -> check.fit() == Fit.MATCHES)
                .min(DECISIVE)
                .map(decisive -> verdict(decisive, checks, action))
                .orElseGet(() -> deny(
                        NO_RULE,
                        subject.fullMember()
                                ? "No rule allows you to " + phrase(action) + "."
                                : "Only full members of the workspace may " + phrase(action) + "."));
    }

    private static Decision verdict(RuleCheck decisive, List<RuleCheck> checks, Action action) {
        AccessRules.Rule rule = decisive.rule();
        if (rule.effect() == AccessRules.Effect.DENY) {
            return deny(rule.name(), "The rule \"" + rule.name() + "\" forbids you to " + phrase(action) + ".");
        }
        var partial = checks.stream()
                .filter(check ->
                        check.fit() == Fit.COVERS_A_PART && check.strictness().compareTo(decisive.strictness()) > 0)
                .findFirst();
        if (partial.isPresent()) {
            String name = partial.get().rule().name();
            return deny(
                    name,
                    "The rule \"" + name + "\" is stricter about single services of " + action.system()
                            + ". Name the service.");
        }
        return rule.approval() == null
                ? new Decision.Allow(rule.name())
                : new Decision.AllowWithApproval(rule.name(), rule.approval());
    }

    private static List<RuleCheck> check(AccessRules rules, Subject subject, Action action) {
        return rules.rules().stream()
                .map(rule -> RuleCheck.of(rule, rules.roles().keySet(), subject, action))
                .toList();
    }

    private static Decision.Deny deny(String rule, String reason) {
        return new Decision.Deny(rule, reason, List.of());
    }

    private static Subject subject(AccessRules rules, Actor actor) {
        return new Subject(Roles.of(rules, actor), actor.fullMember());
    }

    private static Subject withRole(AccessRules rules, String role) {
        var roles = new TreeSet<>(Roles.ofEveryone(rules));
        roles.add(role);
        return new Subject(roles, true);
    }

    private static String phrase(Action action) {
        if (action.service() != null) {
            return action.name() + " " + action.service();
        }
        return action.system() == null ? action.name() : action.name() + " " + action.system();
    }

    /** Who the rules see: roles are all that tells people apart. */
    record Subject(Set<String> roles, boolean fullMember) {}
}
