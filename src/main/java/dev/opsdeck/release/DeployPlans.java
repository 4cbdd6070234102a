package dev.opsdeck.release;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanMaker;
import dev.opsdeck.plan.Planner;
import dev.opsdeck.plan.ReleaseStep;
import dev.opsdeck.plan.ServiceChange;
import dev.opsdeck.plan.Step;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Plans deployments: note what runs, roll out behind the health gate, put the release on record. */
@Singleton
final class DeployPlans implements PlanMaker<Command.Deploy> {
    private final Planner planner;
    private final Grammar grammar;

    DeployPlans(Planner planner, Grammar grammar) {
        this.planner = planner;
        this.grammar = grammar;
    }

    @Override
    public Class<Command.Deploy> kind() {
        return Command.Deploy.class;
    }

    @Override
    public Plan plan(Catalog catalog, Command.Deploy command) {
        List<ServiceRef> services = Deployable.of(catalog, command.target());
        ManagedSystem system = Deployable.system(catalog, services);
        Plan rollout = planner.services(
                grammar.canonical(command), catalog, services, change(system, command), Planner.Order.NEEDED_FIRST);
        List<String> names = services.stream().map(ServiceRef::service).toList();
        var steps = new ArrayList<Step>();
        steps.add(new ReleaseStep.NoteState(system.name(), names));
        steps.addAll(rollout.steps());
        steps.add(new ReleaseStep.Publish(system.name(), names, command.version()));
        return Plan.of(rollout.command(), system.name(), rollout.targets(), steps, rollout.blastRadius())
                .puttingBack();
    }

    private static ServiceChange change(ManagedSystem system, Command.Deploy command) {
        return new ServiceChange.Deploy(command.version() == null ? "" : command.version());
    }
}
