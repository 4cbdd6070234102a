package dev.opsdeck.plan;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;

/** The commands that change services as a whole: they differ in the change and the order only. */
@Factory
final class ServicePlanMakers {
    private final Planner planner;
    private final Grammar grammar;

    ServicePlanMakers(Planner planner, Grammar grammar) {
        this.planner = planner;
        this.grammar = grammar;
    }

    @Singleton
    PlanMaker<Command.Restart> restart() {
        return maker(
                Command.Restart.class,
                Command.Restart::targets,
                command -> command.build() ? new ServiceChange.Rebuild() : new ServiceChange.Restart(command.rolling()),
                Planner.Order.NEEDED_FIRST);
    }

    @Singleton
    PlanMaker<Command.Start> start() {
        return maker(
                Command.Start.class,
                Command.Start::targets,
                _ -> new ServiceChange.Start(),
                Planner.Order.NEEDED_FIRST);
    }

    @Singleton
    PlanMaker<Command.Stop> stop() {
        return maker(
                Command.Stop.class,
                Command.Stop::targets,
                command -> new ServiceChange.Stop(command.remove()),
                Planner.Order.NEEDED_LAST);
    }

    @Singleton
    PlanMaker<Command.Scale> scale() {
        return maker(
                Command.Scale.class,
                command -> List.of(command.target()),
                command -> new ServiceChange.Scale(command.replicas()),
                Planner.Order.NEEDED_FIRST);
    }

    @Singleton
    PlanMaker<Command.Recreate> recreate() {
        return maker(
                Command.Recreate.class,
                Command.Recreate::targets,
                _ -> new ServiceChange.Recreate(),
                Planner.Order.NEEDED_FIRST);
    }

    @Singleton
    PlanMaker<Command.Build> build() {
        return maker(
                Command.Build.class,
                Command.Build::targets,
                command -> new ServiceChange.Build(command.cache()),
                Planner.Order.NEEDED_FIRST);
    }

    @Singleton
    PlanMaker<Command.Pull> pull() {
        return maker(
                Command.Pull.class, Command.Pull::targets, _ -> new ServiceChange.Pull(), Planner.Order.NEEDED_FIRST);
    }

    private <C extends Command.Change> PlanMaker<C> maker(
            Class<C> kind, Function<C, List<String>> names, Function<C, ServiceChange> change, Planner.Order order) {
        return new PlanMaker<>() {
            @Override
            public Class<C> kind() {
                return kind;
            }

            @Override
            public Plan plan(Catalog catalog, C command) {
                return planner.services(
                        grammar.canonical(command),
                        catalog,
                        Planner.resolve(catalog, names.apply(command)),
                        change.apply(command),
                        order);
            }
        };
    }
}
