package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.catalog.Upkeep;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.plan.HostStep;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanMaker;
import dev.opsdeck.plan.Planner;
import dev.opsdeck.plan.ServiceChange;
import dev.opsdeck.plan.Step;
import dev.opsdeck.plan.Targets;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Plans the rotation of a secret: written, made known to those who use it, each proven healthy, and only then the old one
 * removed. When anything fails, the old one is put back and made known again.
 */
@Singleton
final class SecretPlans implements PlanMaker<Command.Rotate> {
    private final Grammar grammar;
    private final Targets targets;

    SecretPlans(Grammar grammar, Targets targets) {
        this.grammar = grammar;
        this.targets = targets;
    }

    @Override
    public Class<Command.Rotate> kind() {
        return Command.Rotate.class;
    }

    @Override
    public Plan plan(Catalog catalog, Command.Rotate command) {
        var found = Thing.of(catalog, command.secret(), Section.SECRETS);
        ManagedSystem system = found.system();
        Upkeep.SecretFile secret = found.thing();
        List<ServiceRef> services = secret.services().stream()
                .map(name -> new ServiceRef(system.name(), name))
                .toList();
        var changed = new ArrayList<>(services);
        changed.add(found.target(secret));
        return Plan.of(
                        grammar.canonical(command),
                        system.name(),
                        changed,
                        steps(system, secret),
                        Planner.blastRadius(catalog, services))
                .puttingBack();
    }

    private List<Step> steps(ManagedSystem system, Upkeep.SecretFile secret) {
        boolean recreate = secret.follow() == Upkeep.Follow.RECREATE;
        ServiceChange change = ReturnToSecretHandler.follow(recreate);
        var steps = new ArrayList<Step>();
        steps.add(new HostStep.ReturnToSecret(system.name(), secret.name(), secret.services(), recreate));
        steps.add(new HostStep.ReplaceSecret(
                system.name(),
                secret.name(),
                secret.where(),
                secret.file(),
                Objects.requireNonNullElse(secret.key(), ""),
                policy(secret)));
        for (String name : secret.services()) {
            steps.addAll(targets.of(system)
                    .plan(system, Objects.requireNonNull(system.services().get(name)), change));
        }
        steps.add(new HostStep.ForgetSecret(system.name(), secret.name(), secret.where(), secret.file()));
        return steps;
    }

    private static String policy(Upkeep.SecretFile secret) {
        return secret.length() + " characters, "
                + secret.alphabet().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
