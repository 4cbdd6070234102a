package dev.opsdeck.access;

import static dev.opsdeck.access.AccessFixture.GUEST;
import static dev.opsdeck.access.AccessFixture.LEAD;
import static dev.opsdeck.access.AccessFixture.ONE_LEAD;
import static dev.opsdeck.access.AccessFixture.OPERATOR;
import static dev.opsdeck.access.AccessFixture.TWO_LEADS;
import static dev.opsdeck.access.AccessFixture.VIEWER;
import static dev.opsdeck.access.AccessFixture.allow;
import static dev.opsdeck.access.AccessFixture.deny;
import static dev.opsdeck.access.AccessFixture.on;
import static dev.opsdeck.access.AccessFixture.onSystem;
import static dev.opsdeck.access.AccessFixture.restart;
import static dev.opsdeck.access.AccessFixture.roles;
import static dev.opsdeck.access.AccessFixture.rules;
import static dev.opsdeck.access.AccessFixture.usual;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.access.Decision.Allow;
import dev.opsdeck.access.Decision.AllowWithApproval;
import dev.opsdeck.access.Decision.Deny;
import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.catalog.AccessRules.Approval;
import dev.opsdeck.catalog.AccessRules.Role;
import dev.opsdeck.catalog.Risk;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyTest {
    private static final Action RESTART = restart("airline/postgres");

    private final Policy policy = new Policy();

    @Test
    void an_operator_may_restart() {
        assertThat(policy.decide(usual(), OPERATOR, RESTART)).isEqualTo(new Allow("operate"));
    }

    @Test
    void nobody_may_anything_without_a_rule() {
        assertThat(policy.decide(rules(), LEAD, RESTART))
                .isEqualTo(new Deny("no rule", "No rule allows you to restart airline/postgres.", List.of()));
    }

    @Test
    void a_denial_says_who_could() {
        assertThat(policy.decide(usual(), VIEWER, RESTART))
                .isEqualTo(new Deny("no rule", "No rule allows you to restart airline/postgres.", List.of("operator")));
    }

    @Test
    void a_denial_names_the_rule_that_forbids() {
        AccessRules rules =
                usual(deny("frozen").on("airline/*").in("airline-ops").rule());
        assertThat(policy.decide(rules, OPERATOR, RESTART))
                .isEqualTo(
                        new Deny("frozen", "The rule \"frozen\" forbids you to restart airline/postgres.", List.of()));
    }

    @Test
    void what_is_dangerous_waits_for_a_lead() {
        assertThat(policy.decide(usual(), OPERATOR, on("flush", Risk.DESTRUCTIVE, "airline/redis")))
                .isEqualTo(new AllowWithApproval("destroy", ONE_LEAD));
    }

    @ParameterizedTest
    @CsvSource({
        // each is less specific than the one before it
        "airline/postgres,       '',      '',          false",
        "*/postgres,             restart, airline-ops, true",
        "air*/postgres,          '',      '',          false",
        "airline/post*,          restart, airline-ops, true",
        "airline/post*,          '',      '',          false",
        "airline/*,              restart, airline-ops, true",
        "airline/*,              restart, airline-ops, false",
        "airline/*,              restart, '',          true",
        "airline/*,              '',      airline-ops, true",
        "airline/*,              '',      airline-ops, false",
        "airline,                '',      '',          true",
        "'',                     restart, airline-ops, true",
        "*/*,                    restart, '',          false",
        "'',                     '',      airline-ops, true",
        "'',                     '',      '',          true",
    })
    void a_more_specific_rule_decides_even_when_it_is_milder(String on, String action, String channel, boolean risk) {
        var specific = allow("specific").to("operator");
        specific = on.isEmpty() ? specific : specific.on(on);
        specific = action.isEmpty() ? specific : specific.action(action);
        specific = channel.isEmpty() ? specific : specific.in(channel);
        specific = risk ? specific.risk(Risk.CHANGE) : specific;
        AccessRules rules = rules(deny("general").to("operator").rule(), specific.rule());
        assertThat(policy.decide(rules, OPERATOR, RESTART)).isEqualTo(new Allow("specific"));
    }

    @Test
    void the_order_of_specificity_is_service_then_pattern_then_system_then_action_then_channel_then_risk() {
        List<AccessFixture.Builder> mostSpecificFirst = List.of(
                allow("service").on("airline/postgres"),
                allow("anywhere").on("*/postgres").action("restart"),
                allow("pattern").on("airline/post*").action("restart"),
                allow("system").on("airline/*").action("restart"),
                allow("action").action("restart").in("airline-ops"),
                allow("channel").in("airline-ops").risk(Risk.CHANGE),
                allow("risk").risk(Risk.CHANGE),
                allow("anything"));
        for (int i = 0; i < mostSpecificFirst.size() - 1; i++) {
            var milder = mostSpecificFirst.get(i).to("operator").rule();
            var stricter =
                    mostSpecificFirst.get(i + 1).to("operator").with(TWO_LEADS).rule();
            assertThat(policy.decide(rules(stricter, milder), OPERATOR, RESTART))
                    .isEqualTo(new Allow(milder.name()));
        }
    }

    @Test
    void of_equally_specific_rules_the_strictest_decides() {
        var plain = allow("plain").action("restart").rule();
        var one = allow("one").action("restart").with(ONE_LEAD).rule();
        var quick = allow("quick")
                .action("restart")
                .with(new Approval("lead", 1, Duration.ofMinutes(5)))
                .rule();
        var two = allow("two").action("restart").with(TWO_LEADS).rule();
        var never = deny("never").action("restart").rule();

        assertThat(policy.decide(rules(plain, one), OPERATOR, RESTART).rule()).isEqualTo("one");
        assertThat(policy.decide(rules(plain, one, quick), OPERATOR, RESTART).rule())
                .isEqualTo("quick");
        assertThat(policy.decide(rules(two, plain, one, quick), OPERATOR, RESTART)
                        .rule())
                .isEqualTo("two");
        assertThat(policy.decide(rules(two, plain, never, one, quick), OPERATOR, RESTART)
                        .rule())
                .isEqualTo("never");
    }

    @Test
    void a_rule_for_another_service_system_channel_action_or_risk_does_not_count() {
        assertThat(List.of(
                        allow("x").on("airline/redis"),
                        allow("x").on("spotex/postgres"),
                        allow("x").on("airline/postgres-*"),
                        allow("x").in("random"),
                        allow("x").action("status"),
                        allow("x").risk(Risk.READ, Risk.DESTRUCTIVE),
                        allow("x").to("lead")))
                .allSatisfy(other -> assertThat(policy.decide(rules(other.rule()), OPERATOR, RESTART))
                        .isInstanceOf(Deny.class));
    }

    @Test
    void a_rule_for_a_channel_does_not_count_where_there_is_none() {
        var direct = new Action("restart", Risk.CHANGE, RESTART.system(), RESTART.service(), null);
        assertThat(policy.decide(rules(allow("x").in("airline-ops").rule()), OPERATOR, direct))
                .isInstanceOf(Deny.class);
    }

    @Test
    void a_rule_for_services_gives_nothing_on_the_whole_system() {
        AccessRules rules = rules(allow("one").on("airline/postgres").rule());
        assertThat(policy.decide(rules, OPERATOR, onSystem("restart", Risk.CHANGE, "airline")))
                .isInstanceOf(Deny.class);
        assertThat(policy.decide(rules, OPERATOR, onSystem("restart", Risk.CHANGE, null)))
                .isInstanceOf(Deny.class);
    }

    @Test
    void a_rule_for_a_system_holds_for_the_system_as_a_whole() {
        AccessRules rules = rules(allow("all").on("airline/*").rule());
        assertThat(policy.decide(rules, OPERATOR, onSystem("status", Risk.READ, "airline")))
                .isEqualTo(new Allow("all"));
        assertThat(policy.decide(rules, OPERATOR, onSystem("status", Risk.READ, "spotex")))
                .isInstanceOf(Deny.class);
    }

    @Test
    void a_whole_system_is_no_way_around_a_stricter_rule_for_one_of_its_services() {
        AccessRules rules = usual(allow("careful")
                .risk(Risk.CHANGE)
                .on("*/postgres")
                .to("operator")
                .with(TWO_LEADS)
                .rule());
        assertThat(policy.decide(rules, OPERATOR, onSystem("restart", Risk.CHANGE, "airline")))
                .isEqualTo(new Deny(
                        "careful",
                        "The rule \"careful\" is stricter about single services of airline. Name the service.",
                        List.of()));
        assertThat(policy.decide(rules, OPERATOR, onSystem("status", Risk.READ, "airline")))
                .isEqualTo(new Allow("look"));
    }

    @Test
    void guests_and_bots_get_nothing_from_everyone_from_groups_or_from_rules_for_all() {
        AccessRules rules = usual(allow("open").action("status").rule());
        assertThat(policy.rolesOf(rules, GUEST)).isEmpty();
        assertThat(policy.decide(rules, GUEST, on("status", Risk.READ, "airline/redis")))
                .isEqualTo(new Deny(
                        "no rule",
                        "Only full members of the workspace may status airline/redis.",
                        List.of("viewer", "operator", "lead")));
    }

    @Test
    void a_guest_who_is_named_by_user_id_has_the_role() {
        var roles = roles();
        roles.put("operator", new Role("operator", false, List.of("UGUEST"), List.of(), List.of()));
        var rules = new AccessRules(Map.of(), roles, usual().rules());
        assertThat(policy.rolesOf(rules, GUEST)).containsExactly("operator");
        assertThat(policy.decide(rules, GUEST, RESTART)).isEqualTo(new Allow("operate"));
    }

    @Test
    void roles_come_from_user_ids_emails_and_groups() {
        var boss = new Actor("UB", "Boss", "boss@OPS.dev", Set.of(), true);
        var unknown = new Actor("UX", "X", null, Set.of(), true);
        assertThat(policy.rolesOf(usual(), boss)).containsExactly("lead", "viewer");
        assertThat(policy.rolesOf(usual(), LEAD)).containsExactly("lead", "operator", "viewer");
        assertThat(policy.rolesOf(usual(), unknown)).containsExactly("viewer");
        assertThat(policy.hasRole(usual(), OPERATOR, "lead")).isFalse();
        assertThat(policy.hasRole(usual(), OPERATOR, "nonsense")).isFalse();
    }

    @Test
    void what_cannot_be_evaluated_is_denied() {
        var ghost = deny("ghost").action("restart").to("contractors").rule();
        assertThat(policy.decide(usual(ghost), OPERATOR, RESTART))
                .isEqualTo(new Deny(
                        "ghost", "The rule \"ghost\" cannot be evaluated: there is no role contractors.", List.of()));
        assertThat(policy.decide(usual(ghost), OPERATOR, on("scale", Risk.CHANGE, "airline/redis")))
                .isEqualTo(new Allow("operate"));
    }

    @Test
    void an_approval_that_nobody_could_give_is_a_denial() {
        assertThat(List.of(
                        new Approval("nobody", 1, Duration.ofMinutes(5)),
                        new Approval("lead", 0, Duration.ofMinutes(5)),
                        new Approval("lead", 1, Duration.ZERO)))
                .allSatisfy(approval -> assertThat(policy.decide(
                                usual(allow("odd")
                                        .action("restart")
                                        .to("operator")
                                        .with(approval)
                                        .rule()),
                                OPERATOR,
                                RESTART))
                        .isInstanceOf(Deny.class));
    }

    @Test
    void an_approver_has_the_role_and_the_right_and_did_not_ask() {
        AccessRules rules = usual(
                allow("careful").action("restart").to("operator").with(ONE_LEAD).rule());
        var leadOnly = new Actor("UB", "Boss", "boss@ops.dev", Set.of(), true);

        assertThat(policy.canApprove(rules, LEAD, "UADA", RESTART, "lead")).isEqualTo(new Eligibility.Eligible("lead"));
        assertThat(refusal(policy.canApprove(rules, LEAD, LEAD.id(), RESTART, "lead")))
                .contains("asked for this yourself");
        assertThat(refusal(policy.canApprove(rules, OPERATOR, "UZ", RESTART, "lead")))
                .contains("role lead");
        assertThat(refusal(policy.canApprove(rules, leadOnly, "UADA", RESTART, "lead")))
                .startsWith("You may not do this yourself")
                .contains("No rule allows you");
    }

    @Test
    void an_explanation_shows_each_rule_and_why_it_does_not_apply() {
        AccessRules rules = usual(
                deny("weekend").in("random").rule(),
                allow("careful")
                        .risk(Risk.CHANGE)
                        .on("*/postgres")
                        .with(TWO_LEADS)
                        .rule());
        Explanation explanation = policy.explain(rules, OPERATOR, RESTART);
        assertThat(explanation.decision()).isEqualTo(new AllowWithApproval("careful", TWO_LEADS));
        assertThat(explanation.lines())
                .extracting(Explanation.Line::text)
                .containsExactly(
                        "does not apply: it is about read, this is change",
                        "matches: allows",
                        "does not apply: it is about destructive, this is change",
                        "does not apply: it holds in #random",
                        "matches: allows with the consent of 2 × lead within 15 min");
        assertThat(explanation.lines())
                .filteredOn(Explanation.Line::decided)
                .extracting(Explanation.Line::rule)
                .containsExactly("careful");
    }

    @Test
    void the_people_of_a_role_come_from_the_directory() {
        var directory = new Directory() {
            @Override
            public Actor actor(String userId) {
                throw new AssertionError("not asked for");
            }

            @Override
            public List<String> members(String group) {
                return group.equals("ops-leads") ? List.of("ULIN", "UB") : List.of();
            }

            @Override
            public Optional<String> find(String typed) {
                return typed.equals("Boss@ops.dev") ? Optional.of("UB") : Optional.empty();
            }
        };
        assertThat(RolePeople.of(usual(), "lead", directory)).isEqualTo(new RolePeople(false, List.of("UB", "ULIN")));
        assertThat(RolePeople.of(usual(), "viewer", directory).everyone()).isTrue();
        assertThat(RolePeople.of(usual(), "nonsense", directory)).isEqualTo(new RolePeople(false, List.of()));
    }

    private static String refusal(Eligibility eligibility) {
        assertThat(eligibility).isInstanceOf(Eligibility.Refused.class);
        return ((Eligibility.Refused) eligibility).reason();
    }
}
