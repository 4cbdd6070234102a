package dev.opsdeck.target;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.plan.RestartSteps;
import dev.opsdeck.plan.ServiceChange;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.TargetException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Plans changes of one service's containers. Changes nothing. */
final class ContainerPlans {
    private final ContainerApi api;
    private final ManagedSystem system;
    private final Service service;
    private final ServiceRef ref;
    private final ImagePlans images;

    ContainerPlans(DockerEngine engine, ManagedSystem system, Service service) {
        this.api = new ContainerApi(engine);
        this.system = system;
        this.service = service;
        this.ref = new ServiceRef(system.name(), service.name());
        this.images = new ImagePlans(api, system, service);
    }

    List<ServiceStep> steps(ServiceChange change) {
        return switch (change) {
            case ServiceChange.Restart(boolean rolling) -> restart(rolling);
            case ServiceChange.Start _ -> start();
            case ServiceChange.Stop(boolean remove) -> new ScalePlans(api, ref, service, found()).stop(remove);
            case ServiceChange.Scale(int replicas) -> new ScalePlans(api, ref, service, found()).scale(replicas);
            case ServiceChange.Recreate _ -> recreate();
            case ServiceChange.Build(boolean cache) -> List.of(images.build(found(), cache));
            case ServiceChange.Rebuild _ -> rebuild();
            case ServiceChange.Pull _ -> List.of(images.pull(found()));
            case ServiceChange.Deploy(String version) -> to(version);
            case ServiceChange.Return(String image) -> to(image);
        };
    }

    /** What was never made, or removed, only Compose can make. */
    private List<ServiceStep> start() {
        return states().isEmpty()
                ? images.made()
                        .<List<ServiceStep>>map(made -> List.of(made, RestartSteps.healthy(ref, service, List.of())))
                        .orElseGet(() -> same().start())
                : same().start();
    }

    private RestartSteps same() {
        return new RestartSteps(system, service, statuses());
    }

    /** Those that are not well go first, so that those that are stay up until others are well. */
    private List<ServiceStep> restart(boolean rolling) {
        List<InstanceStatus> statuses = statuses().stream()
                .sorted(Comparator.comparingInt(ContainerPlans::wellness))
                .toList();
        return new RestartSteps(system, service, rolling ? statuses : statuses()).restart(rolling);
    }

    private static int wellness(InstanceStatus status) {
        if (!status.running()) {
            return 0;
        }
        return switch (status.vitality()) {
            case UNHEALTHY -> 1;
            case STARTING -> 2;
            case HEALTHY, UNCHECKED -> 3;
        };
    }

    private List<ServiceStep> to(String version) {
        ContainerJson now = some().getFirst();
        WantedImage wanted = WantedImage.of(api, now, version);
        List<ServiceStep> steps = new ArrayList<>();
        if (!wanted.here()) {
            steps.add(new ContainerStep.FetchImage(ref, wanted.reference(), ImagePlans.LONG));
        }
        List<ServiceStep> replaced = replaced(
                toReplace().stream()
                        .filter(each -> !wanted.here() || !each.imageId().equals(wanted.id()))
                        .toList(),
                wanted);
        steps.addAll(replaced);
        return replaced.isEmpty() ? List.of() : steps;
    }

    private List<ServiceStep> rebuild() {
        ContainerStep build = images.build(found(), true);
        List<ServiceStep> steps = new ArrayList<>(List.of(build));
        // What its name stands for is known only once it is built.
        steps.addAll(replaced(toReplace(), new WantedImage(images.called(some()), "")));
        return steps;
    }

    /** From what the image's name stands for now, or, where that is nothing any more, from the same image. */
    private List<ServiceStep> recreate() {
        List<ContainerJson> containers = toReplace();
        WantedImage named = WantedImage.named(api, images.called(some()));
        return replaced(
                containers,
                named.here()
                        ? named
                        : new WantedImage(named.reference(), some().getFirst().imageId()));
    }

    private List<ServiceStep> replaced(List<ContainerJson> containers, WantedImage image) {
        if (containers.isEmpty()) {
            return List.of();
        }
        ServiceStep.AwaitHealthy healthy = RestartSteps.healthy(ref, service, List.of());
        List<ServiceStep> steps = new ArrayList<>();
        for (ContainerJson each : containers) {
            Obstacles.toReplacing(each);
            boolean together = Obstacles.toRunningBeside(each, service.health()).isEmpty();
            steps.add(new ContainerStep.Replace(
                    ref,
                    each.instance(),
                    image.reference(),
                    image.id(),
                    together,
                    service.stopTimeout(),
                    healthy.check(),
                    healthy.within()));
        }
        steps.add(healthy);
        containers.forEach(each -> steps.add(new ContainerStep.Discard(ref, each.instance())));
        return steps;
    }

    /** Those that run; all where none does. */
    private List<ContainerJson> toReplace() {
        List<ContainerJson> all = some();
        List<ContainerJson> running = all.stream().filter(ContainerJson::active).toList();
        return running.isEmpty() ? all : running;
    }

    private List<ContainerJson> some() {
        List<ContainerJson> all = found();
        if (all.isEmpty()) {
            throw new TargetException("Nothing of " + ref
                    + " was found where the catalog says it runs, not even stopped. Check that it was started once"
                    + " and that its labels or container name match the catalog.");
        }
        return all;
    }

    private List<ContainerJson> found() {
        return states().stream()
                .flatMap(state -> api.container(state.instance().id()).stream())
                .map(ContainerJson::new)
                .toList();
    }

    private List<InstanceStatus> statuses() {
        return states().stream().map(ContainerState::shown).toList();
    }

    private List<ContainerState> states() {
        return Containers.of(api.engine(), system, List.of(service)).getOrDefault(service.name(), List.of());
    }
}
