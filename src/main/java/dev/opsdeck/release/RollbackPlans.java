package dev.opsdeck.release;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Deployment;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.plan.CodeStep;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanMaker;
import dev.opsdeck.plan.Planner;
import dev.opsdeck.plan.ReleaseStep;
import dev.opsdeck.plan.ServiceChange;
import dev.opsdeck.plan.Step;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.plan.Targets;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Plans the way back to a release on record, each new instance proven healthy before the old one goes. */
@Singleton
final class RollbackPlans implements PlanMaker<Command.Rollback> {
    private static final int MOST = ReleaseStore.KEPT;

    private final Planner planner;
    private final Grammar grammar;
    private final ReleaseStore releases;
    private final Targets targets;

    RollbackPlans(Planner planner, Grammar grammar, ReleaseStore releases, Targets targets) {
        this.planner = planner;
        this.grammar = grammar;
        this.releases = releases;
        this.targets = targets;
    }

    @Override
    public Class<Command.Rollback> kind() {
        return Command.Rollback.class;
    }

    @Override
    public Plan plan(Catalog catalog, Command.Rollback command) {
        return switch (command.part()) {
            case IMAGES -> images(catalog, command);
            case CODE -> code(catalog, command);
            case CONFIG -> configuration(catalog, command);
        };
    }

    private Plan code(Catalog catalog, Command.Rollback command) {
        List<ServiceRef> services = Deployable.of(catalog, command.target());
        ManagedSystem system = Deployable.system(catalog, services);
        Deployment.Code code = system.deploy().code();
        if (code == null) {
            throw new TargetException("The catalog of " + system.name()
                    + " names no working copy: write deploy: { code: /folder } into it.");
        }
        Step checkOut = DeployPlans.checkOut(system, code, command.to());
        ServiceChange then = system.deploy().build() ? new ServiceChange.Rebuild() : new ServiceChange.Restart(true);
        return followed(catalog, command, services, checkOut, then);
    }

    private Plan configuration(Catalog catalog, Command.Rollback command) {
        List<ServiceRef> services = Deployable.of(catalog, command.target());
        ManagedSystem system = Deployable.system(catalog, services);
        Deployment.Configuration configuration = system.deploy().configuration();
        if (configuration == null) {
            throw new TargetException("The catalog of " + system.name()
                    + " names no files of configuration: write deploy: { configuration: [/file] } into it.");
        }
        String saved = String.valueOf(command.to());
        if (!saved.matches("\\d{1,18}")) {
            throw new TargetException("\"" + saved + "\" is not the number of a run that saved the configuration."
                    + " `rollback config " + system.name() + "` shows those that did.");
        }
        Step back = new CodeStep.ReturnFiles(
                system.name(), configuration.files(), Long.parseLong(saved), configuration.where());
        boolean containers = !(system.runtime() instanceof Runtime.Process);
        // A container reads its environment when it is made: restarting it would keep the old one.
        return followed(
                catalog,
                command,
                services,
                back,
                containers ? new ServiceChange.Recreate() : new ServiceChange.Restart(true));
    }

    private Plan followed(
            Catalog catalog, Command.Rollback command, List<ServiceRef> services, Step first, ServiceChange then) {
        Plan rest = planner.services("", catalog, services, then, Planner.Order.NEEDED_FIRST);
        var steps = new ArrayList<Step>(List.of(first));
        steps.addAll(rest.steps());
        return Plan.of(grammar.canonical(command), first.system(), rest.targets(), steps, rest.blastRadius())
                .puttingBack();
    }

    private Plan images(Catalog catalog, Command.Rollback command) {
        List<ServiceRef> services = Deployable.of(catalog, command.target());
        ManagedSystem system = Deployable.system(catalog, services);
        var steps = new ArrayList<Step>();
        var changed = new ArrayList<ServiceRef>();
        for (Release release : wanted(system, services, String.valueOf(command.to()))) {
            steps.addAll(planner.services(
                            "",
                            catalog,
                            List.of(release.service()),
                            new ServiceChange.Return(release.image()),
                            Planner.Order.NEEDED_FIRST)
                    .steps());
            changed.add(release.service());
        }
        if (changed.isEmpty()) {
            throw new TargetException("There is no release \"" + command.to() + "\" of " + command.target()
                    + " on record. `rollback " + command.target() + "` shows those that are.");
        }
        List<String> names = changed.stream().map(ServiceRef::service).toList();
        steps.addFirst(new ReleaseStep.NoteState(system.name(), names));
        steps.addLast(new ReleaseStep.Publish(system.name(), names));
        return Plan.of(grammar.canonical(command), system.name(), changed, steps, Planner.blastRadius(catalog, changed))
                .puttingBack();
    }

    /** The releases to bring back, in the order of the services; without those that run already. */
    private List<Release> wanted(ManagedSystem system, List<ServiceRef> services, String to) {
        List<Release> together = services.size() > 1 && to.matches("\\d{1,18}")
                ? releases.together(system.name(), Long.parseLong(to))
                : List.of();
        Map<ServiceRef, String> running =
                Running.of(
                                targets.of(system),
                                system,
                                services.stream().map(ServiceRef::service).toList())
                        .stream()
                        .collect(Collectors.toMap(Running::service, Running::image));
        return services.stream()
                .flatMap(service -> together.isEmpty()
                        ? one(service, to).stream()
                        : together.stream().filter(release -> release.service().equals(service)))
                .filter(release -> !release.image().equals(running.get(release.service())))
                .toList();
    }

    /** By number, by what people call it, or by the image itself. */
    private Optional<Release> one(ServiceRef service, String to) {
        List<Release> known = releases.of(service, MOST);
        return known.stream()
                .filter(release -> Long.toString(release.id()).equals(to)
                        || release.version().equals(to)
                        || release.version().endsWith(":" + to)
                        || release.image().equals(to))
                .findFirst();
    }
}
