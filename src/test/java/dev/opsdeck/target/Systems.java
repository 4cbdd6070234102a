package dev.opsdeck.target;

import dev.opsdeck.catalog.Channels;
import dev.opsdeck.catalog.Health;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.Service.LocalProcess;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.ServiceStep;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Short ways to say what a catalog would. */
final class Systems {
    static final Duration STOP = Duration.ofSeconds(1);

    private Systems() {}

    /** The engine that the tests' containers run on is the default one, as it is for the service itself. */
    static DockerEngines engines() {
        return new DockerEngines(System.getenv("DOCKER_HOST"), System.getenv("DOCKER_CERT_PATH"));
    }

    static ComposeProgram compose() {
        return new ComposeProgram(System.getProperty("java.io.tmpdir"), null);
    }

    static ManagedSystem system(Runtime runtime, Service... services) {
        var byName = new LinkedHashMap<String, Service>();
        Arrays.stream(services).forEach(service -> byName.put(service.name(), service));
        return new ManagedSystem("shop", "Shop", new Channels(null, null), runtime, byName);
    }

    static Runtime.Docker docker(@Nullable String project, @Nullable String host) {
        return new Runtime.Docker(project, host, null);
    }

    static Service service(String name) {
        return service(name, null, null);
    }

    static Service service(String name, @Nullable String container, @Nullable Health health) {
        return new Service(name, null, List.of(), container, health, STOP, 1, null, null, null);
    }

    static Service process(String name, List<String> dependsOn, String... command) {
        var process = new LocalProcess(List.of(command), null, Map.of());
        return new Service(name, null, dependsOn, null, null, STOP, 1, process, null, null);
    }

    static ServiceStep.Restart restart(String service, Instance instance, Duration stopTimeout) {
        return new ServiceStep.Restart(new ServiceRef("shop", service), instance, stopTimeout, 1);
    }

    static ServiceStep.AwaitHealthy awaitHealthy(String service, List<Instance> instances, Duration within) {
        return new ServiceStep.AwaitHealthy(new ServiceRef("shop", service), instances, "running and healthy", within);
    }
}
