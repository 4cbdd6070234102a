package dev.opsdeck.target;

import com.github.dockerjava.api.model.Container;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Service;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;

/**
 * Finds the containers of services. The name that the catalog gives, or else the service's own, is looked for among
 * the labels of Compose where the system has a project, and among the containers' names where one was given or there
 * is no project.
 */
final class Containers {
    private static final int AT_ONCE = 8;
    private static final Comparator<Container> BY_NUMBER =
            Comparator.comparingInt(Containers::number).thenComparing(Containers::name);

    private Containers() {}

    /** The containers of each service, in the order of the services; asks for one list only. */
    static Map<String, List<ContainerState>> of(DockerEngine engine, ManagedSystem system, List<Service> services) {
        Optional<String> project = project(system);
        boolean byName = project.isEmpty() || services.stream().anyMatch(service -> service.container() != null);
        List<Container> all = engine.list(byName ? Optional.empty() : project);
        var found = new LinkedHashMap<String, List<ContainerState>>();
        for (Service service : services) {
            List<String> ids = all.stream()
                    .filter(container -> belongs(container, project, service))
                    .filter(container -> !setAside(container))
                    .sorted(BY_NUMBER)
                    .map(Container::getId)
                    .toList();
            found.put(service.name(), inspected(engine, ids));
        }
        return found;
    }

    private static List<ContainerState> inspected(DockerEngine engine, List<String> ids) {
        // One that has gone since the list was made is left out.
        return ids.stream()
                .gather(Gatherers.mapConcurrent(AT_ONCE, engine::inspect))
                .flatMap(Optional::stream)
                .toList();
    }

    /** All containers of the system that are not running: those of its project, and those of its services. */
    static List<ContainerState> notRunning(DockerEngine engine, ManagedSystem system) {
        Optional<String> project = project(system);
        List<String> ids = engine.list(Optional.empty()).stream()
                .filter(container -> !"running".equals(container.getState()))
                .filter(container ->
                        project.filter(name -> name.equals(labels(container).get(ComposeLabels.PROJECT)))
                                        .isPresent()
                                || system.services().values().stream()
                                        .anyMatch(service -> belongs(container, project, service)))
                .map(Container::getId)
                .toList();
        return inspected(engine, ids);
    }

    private static Optional<String> project(ManagedSystem system) {
        return switch (system.runtime()) {
            case Runtime.Docker docker -> Optional.ofNullable(docker.project());
            case Runtime.Compose compose -> Optional.ofNullable(compose.project());
            case Runtime.Kubernetes _, Runtime.Process _ -> Optional.empty();
        };
    }

    private static boolean belongs(Container container, Optional<String> project, Service service) {
        String given = service.container();
        String name = given == null ? service.name() : given;
        boolean byName = given != null || project.isEmpty();
        return project.filter(of -> labelled(container, of, name)).isPresent() || (byName && named(container, name));
    }

    private static boolean labelled(Container container, String project, String service) {
        Map<String, String> labels = labels(container);
        return project.equals(labels.get(ComposeLabels.PROJECT))
                && service.equals(labels.get(ComposeLabels.SERVICE))
                && !"True".equalsIgnoreCase(labels.get(ComposeLabels.ONE_OFF));
    }

    private static boolean named(Container container, String name) {
        // Links add names of the form /other/alias.
        return Arrays.asList(container.getNames()).contains("/" + name);
    }

    /** A step is replacing another by it, or it by another. */
    private static boolean setAside(Container container) {
        return Arrays.stream(container.getNames())
                .anyMatch(name -> SetAside.of(name.substring(1)).isPresent());
    }

    private static String name(Container container) {
        return String.join(" ", container.getNames());
    }

    private static int number(Container container) {
        String number = labels(container).getOrDefault(ComposeLabels.NUMBER, "0");
        return number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
    }

    private static Map<String, String> labels(Container container) {
        return Optional.ofNullable(container.getLabels()).orElse(Map.of());
    }
}
