package dev.opsdeck.access;

import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.catalog.AccessRules.Approval;
import dev.opsdeck.catalog.AccessRules.Effect;
import dev.opsdeck.catalog.AccessRules.Role;
import dev.opsdeck.catalog.AccessRules.Rule;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules and people that read like an {@code access.yml}. */
final class AccessFixture {
    static final Actor VIEWER = new Actor("UVERA", "Vera", "vera@ops.dev", Set.of(), true);
    static final Actor OPERATOR = new Actor("UADA", "Ada", "ada@ops.dev", Set.of("sre"), true);
    static final Actor LEAD = new Actor("ULIN", "Lin", "lin@ops.dev", Set.of("sre", "ops-leads"), true);
    static final Actor GUEST = new Actor("UGUEST", "Gus", "gus@else.dev", Set.of("sre"), false);

    static final Approval ONE_LEAD = new Approval("lead", 1, Duration.ofMinutes(15));
    static final Approval TWO_LEADS = new Approval("lead", 2, Duration.ofMinutes(15));

    private AccessFixture() {}

    static Map<String, Role> roles() {
        var roles = new LinkedHashMap<String, Role>();
        roles.put("viewer", new Role("viewer", true, List.of(), List.of(), List.of()));
        roles.put("operator", new Role("operator", false, List.of(), List.of(), List.of("sre")));
        roles.put("lead", new Role("lead", false, List.of(), List.of("Boss@ops.dev"), List.of("ops-leads")));
        return roles;
    }

    static AccessRules rules(Rule... rules) {
        return new AccessRules(Map.of(), roles(), List.of(rules));
    }

    static AccessRules usual(Rule... more) {
        var rules = new ArrayList<>(List.of(
                allow("look").risk(Risk.READ).to("viewer").rule(),
                allow("operate").risk(Risk.CHANGE).to("operator").rule(),
                allow("destroy")
                        .risk(Risk.DESTRUCTIVE)
                        .to("operator")
                        .with(ONE_LEAD)
                        .rule()));
        rules.addAll(List.of(more));
        return new AccessRules(Map.of(), roles(), rules);
    }

    static Action restart(String service) {
        return on("restart", Risk.CHANGE, service);
    }

    static Action on(String name, Risk risk, String service) {
        String[] parts = service.split("/");
        return new Action(name, risk, parts[0], new ServiceRef(parts[0], parts[1]), "airline-ops");
    }

    static Action onSystem(String name, Risk risk, @Nullable String system) {
        return new Action(name, risk, system, null, "airline-ops");
    }

    static Builder allow(String name) {
        return new Builder(empty(name, Effect.ALLOW));
    }

    static Builder deny(String name) {
        return new Builder(empty(name, Effect.DENY));
    }

    private static Rule empty(String name, Effect effect) {
        return new Rule(name, effect, List.of(), List.of(), List.of(), List.of(), List.of(), null);
    }

    record Builder(Rule rule) {
        Builder risk(Risk... risks) {
            return new Builder(new Rule(
                    rule.name(),
                    rule.effect(),
                    List.of(risks),
                    rule.actions(),
                    rule.on(),
                    rule.channels(),
                    rule.to(),
                    rule.approval()));
        }

        Builder action(String... actions) {
            return new Builder(new Rule(
                    rule.name(),
                    rule.effect(),
                    rule.risks(),
                    List.of(actions),
                    rule.on(),
                    rule.channels(),
                    rule.to(),
                    rule.approval()));
        }

        Builder on(String... patterns) {
            return new Builder(new Rule(
                    rule.name(),
                    rule.effect(),
                    rule.risks(),
                    rule.actions(),
                    List.of(patterns),
                    rule.channels(),
                    rule.to(),
                    rule.approval()));
        }

        Builder in(String... channels) {
            return new Builder(new Rule(
                    rule.name(),
                    rule.effect(),
                    rule.risks(),
                    rule.actions(),
                    rule.on(),
                    List.of(channels),
                    rule.to(),
                    rule.approval()));
        }

        Builder to(String... roles) {
            return new Builder(new Rule(
                    rule.name(),
                    rule.effect(),
                    rule.risks(),
                    rule.actions(),
                    rule.on(),
                    rule.channels(),
                    List.of(roles),
                    rule.approval()));
        }

        Builder with(Approval approval) {
            return new Builder(new Rule(
                    rule.name(),
                    rule.effect(),
                    rule.risks(),
                    rule.actions(),
                    rule.on(),
                    rule.channels(),
                    rule.to(),
                    approval));
        }
    }
}
