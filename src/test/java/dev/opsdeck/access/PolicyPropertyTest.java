package dev.opsdeck.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.access.Decision.Deny;
import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.catalog.AccessRules.Approval;
import dev.opsdeck.catalog.AccessRules.Effect;
import dev.opsdeck.catalog.AccessRules.Role;
import dev.opsdeck.catalog.AccessRules.Rule;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class PolicyPropertyTest {
    private static final Actor NOBODY = new Actor("UNONE", "N", null, Set.of(), false);

    private final Policy policy = new Policy();

    @Property
    void one_more_deny_rule_never_grants(
            @ForAll("rules") List<Rule> rules,
            @ForAll("rule") Rule another,
            @ForAll("actors") Actor actor,
            @ForAll("actions") Action action,
            @ForAll("places") int place) {
        Rule deny = new Rule(
                "another",
                Effect.DENY,
                another.risks(),
                another.actions(),
                another.on(),
                another.channels(),
                another.to(),
                null);
        var more = new ArrayList<>(rules);
        more.add(place % (rules.size() + 1), deny);
        Decision before = policy.decide(access(rules), actor, action);
        Decision after = policy.decide(access(more), actor, action);
        if (before instanceof Deny) {
            assertThat(after).isInstanceOf(Deny.class);
        } else {
            assertThat(after)
                    .satisfiesAnyOf(decision -> assertThat(decision).isEqualTo(before), decision -> assertThat(decision)
                            .isInstanceOf(Deny.class));
        }
    }

    @Property
    void a_stranger_without_a_role_is_never_allowed(
            @ForAll("rules") List<Rule> rules, @ForAll("actions") Action action) {
        assertThat(policy.decide(access(rules), NOBODY, action)).isInstanceOf(Deny.class);
    }

    @Property
    void what_is_allowed_is_allowed_by_a_rule_that_is_there_and_speaks_of_it(
            @ForAll("rules") List<Rule> rules, @ForAll("actors") Actor actor, @ForAll("actions") Action action) {
        Decision decision = policy.decide(access(rules), actor, action);
        if (!(decision instanceof Deny)) {
            assertThat(rules).anySatisfy(rule -> {
                assertThat(rule.name()).isEqualTo(decision.rule());
                assertThat(rule.effect()).isEqualTo(Effect.ALLOW);
                assertThat(rule.to().isEmpty()
                                || rule.to().stream().anyMatch(role -> policy.hasRole(access(rules), actor, role)))
                        .isTrue();
            });
        }
    }

    @Property
    void the_order_of_the_rules_changes_no_outcome(
            @ForAll("rules") List<Rule> rules, @ForAll("actors") Actor actor, @ForAll("actions") Action action) {
        assertThat(policy.decide(access(rules.reversed()), actor, action).getClass())
                .isEqualTo(policy.decide(access(rules), actor, action).getClass());
    }

    @Property
    void an_approver_is_always_somebody_else_with_the_role_and_the_right(
            @ForAll("rules") List<Rule> rules,
            @ForAll("actors") Actor actor,
            @ForAll("actors") Actor requester,
            @ForAll("actions") Action action) {
        if (policy.canApprove(access(rules), actor, requester.id(), action, "lead") instanceof Eligibility.Eligible) {
            assertThat(actor.id()).isNotEqualTo(requester.id());
            assertThat(policy.hasRole(access(rules), actor, "lead")).isTrue();
            assertThat(policy.decide(access(rules), actor, action)).isNotInstanceOf(Deny.class);
        }
    }

    @Property
    void the_explanation_tells_of_every_rule_and_ends_in_the_decision(
            @ForAll("rules") List<Rule> rules, @ForAll("actors") Actor actor, @ForAll("actions") Action action) {
        Explanation explanation = policy.explain(access(rules), actor, action);
        assertThat(explanation.lines()).hasSameSizeAs(rules);
        assertThat(explanation.decision()).isEqualTo(policy.decide(access(rules), actor, action));
    }

    private static AccessRules access(List<Rule> rules) {
        return new AccessRules(Map.of(), AccessFixture.roles(), rules);
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 10);
    }

    @Provide
    Arbitrary<Actor> actors() {
        return Arbitraries.of(
                AccessFixture.VIEWER, AccessFixture.OPERATOR, AccessFixture.LEAD, AccessFixture.GUEST, NOBODY);
    }

    @Provide
    Arbitrary<Action> actions() {
        return Combinators.combine(
                        Arbitraries.of("restart", "status"),
                        Arbitraries.of(Risk.values()),
                        Arbitraries.of("airline", "spotex").injectNull(0.2),
                        Arbitraries.of("postgres", "api").injectNull(0.3),
                        Arbitraries.of("airline-ops", "random").injectNull(0.2))
                .as((name, risk, system, service, channel) -> new Action(
                        name,
                        risk,
                        system,
                        system == null || service == null ? null : new ServiceRef(system, service),
                        channel));
    }

    @Provide
    Arbitrary<List<Rule>> rules() {
        return rule().list().ofMaxSize(6).map(PolicyPropertyTest::named);
    }

    private static List<Rule> named(List<Rule> rules) {
        var named = new ArrayList<Rule>();
        for (Rule rule : rules) {
            named.add(new Rule(
                    "rule " + (named.size() + 1),
                    rule.effect(),
                    rule.risks(),
                    rule.actions(),
                    rule.on(),
                    rule.channels(),
                    rule.to(),
                    rule.approval()));
        }
        return named;
    }

    @Provide
    Arbitrary<Rule> rule() {
        Arbitrary<Approval> approval = Combinators.combine(
                        Arbitraries.of("lead", "lead", "ghost"),
                        Arbitraries.integers().between(0, 3))
                .as((by, count) -> new Approval(by, count, Duration.ofMinutes(15)));
        return Combinators.combine(
                        Arbitraries.of(Effect.ALLOW, Effect.ALLOW, Effect.DENY),
                        some(Risk.values()),
                        some("restart", "status"),
                        some("airline/*", "airline/postgres", "*/postgres", "*/*", "airline/p*", "spotex"),
                        some("airline-ops", "random"),
                        some("viewer", "operator", "lead", "ghost"),
                        approval.injectNull(0.6))
                .as((effect, risks, actions, on, channels, to, needed) ->
                        new Rule("rule", effect, risks, actions, on, channels, to, needed));
    }

    @SafeVarargs
    private static <T> Arbitrary<List<T>> some(T... values) {
        return Arbitraries.oneOf(
                Arbitraries.just(List.of()),
                Arbitraries.of(values).list().uniqueElements().ofMaxSize(2));
    }

    @Property
    void a_role_that_could_do_it_is_one_that_exists(
            @ForAll("rules") List<Rule> rules, @ForAll("actions") Action action) {
        assertThat(AccessFixture.roles().keySet()).containsAll(policy.whoCould(access(rules), action));
    }

    @Property
    void a_role_that_could_do_it_gives_its_only_holder_the_right(
            @ForAll("rules") List<Rule> rules, @ForAll("actions") Action action) {
        for (String role : policy.whoCould(access(rules), action)) {
            var holder = new Actor("UH", "H", null, Set.of(), true);
            var roles = AccessFixture.roles();
            roles.computeIfPresent(
                    role, (name, known) -> new Role(name, known.everyone(), List.of("UH"), List.of(), List.of()));
            var access = new AccessRules(Map.of(), roles, rules);
            assertThat(policy.hasRole(access, holder, role)).isTrue();
            assertThat(policy.decide(access, holder, action)).isNotInstanceOf(Deny.class);
        }
    }
}
