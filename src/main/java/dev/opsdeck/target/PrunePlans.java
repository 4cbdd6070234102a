package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerException;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.plan.EngineStep.Kind;
import dev.opsdeck.plan.EngineStep.PruneEngine;
import dev.opsdeck.plan.EngineStep.Thing;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanMaker;
import dev.opsdeck.plan.Step;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Plans what is removed from an engine: each thing by its id. */
@Singleton
final class PrunePlans implements PlanMaker<Command.Prune> {
    private final DockerEngines engines;
    private final Grammar grammar;

    PrunePlans(DockerEngines engines, Grammar grammar) {
        this.engines = engines;
        this.grammar = grammar;
    }

    @Override
    public Class<Command.Prune> kind() {
        return Command.Prune.class;
    }

    @Override
    public Plan plan(Catalog current, Command.Prune command) {
        ManagedSystem system = Objects.requireNonNull(current.systems().get(command.system()), command.system());
        List<Step> steps = new ArrayList<>();
        try {
            var prunable = new Prunable(Pruning.api(engines, system), current);
            for (Kind kind : Kind.values()) {
                List<Thing> things =
                        kind == Kind.VOLUMES && !command.volumes() ? List.of() : prunable.of(kind);
                if (!things.isEmpty()) {
                    steps.add(new PruneEngine(system.name(), kind, things));
                }
            }
        } catch (EngineUnreachable e) {
            throw new TargetException(String.valueOf(e.getMessage()), e);
        } catch (DockerException e) {
            throw new TargetException("The engine refused to tell what it holds: " + EngineCall.refusal(e), e);
        }
        if (steps.isEmpty()) {
            throw new TargetException("There is nothing to do: the engine of " + system.name()
                    + " holds nothing that is unused" + (command.volumes() ? "." : ", volumes not looked at."));
        }
        return Plan.of(
                grammar.canonical(command),
                system.name(),
                List.of(new ServiceRef(system.name(), "engine")),
                steps,
                List.of());
    }

    /** What was approved; each of these is looked at once more before it goes. */
    @Override
    public Plan again(Catalog current, Command.Prune command, Plan approved) {
        return approved;
    }
}
