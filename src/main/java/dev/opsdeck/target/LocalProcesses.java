package dev.opsdeck.target;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.Service.LocalProcess;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.TargetException;
import io.micronaut.context.annotation.Property;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The processes that opsdeck itself supervises, for systems of the {@code process} runtime. They live on when opsdeck
 * ends and are known again when it comes back; only {@link #stopAll} ends them.
 */
@Singleton
public final class LocalProcesses {
    private final Path folder;
    private final Path catalogFolder;
    private final Map<ServiceRef, SupervisedProcess> processes = new ConcurrentHashMap<>();

    /**
     * @param home where processes and their output are remembered
     * @param catalogFolder where relative working directories start; the home when null
     */
    LocalProcesses(
            @Property(name = "opsdeck.home") String home,
            @Property(name = "opsdeck.catalog") @Nullable String catalogFolder) {
        this.folder = Path.of(home).toAbsolutePath().resolve("processes");
        this.catalogFolder =
                Path.of(catalogFolder == null ? home : catalogFolder).toAbsolutePath();
    }

    /**
     * Starts what does not run, what is needed before what needs it. Does not wait for health.
     *
     * @throws TargetException when one cannot be started; those before it run
     */
    public void ensureStarted(Catalog catalog) {
        for (ServiceRef ref : ofProcesses(catalog)) {
            catalog.service(ref).ifPresent(service -> ensureStarted(ref, service));
        }
    }

    private void ensureStarted(ServiceRef ref, Service service) {
        SupervisedProcess process = of(ref);
        // When somebody else is acting on it, it is being started already.
        process.alone(() -> process.current()
                .flatMap(ProcessRecord::alive)
                .map(ProcessHandle::pid)
                .orElseGet(() -> start(ref, service).pid()));
    }

    /** Ends all processes of the catalog, what needs others before what is needed. Ends within their stop time-outs. */
    public void stopAll(Catalog catalog) {
        for (ServiceRef ref : ofProcesses(catalog).reversed()) {
            catalog.service(ref).ifPresent(service -> of(ref).alone(() -> of(ref).stop(service.stopTimeout())));
        }
    }

    private static List<ServiceRef> ofProcesses(Catalog catalog) {
        return catalog.systems().values().stream()
                .filter(system -> system.runtime() instanceof Runtime.Process)
                .map(ManagedSystem::name)
                .flatMap(name -> catalog.dependencyOrder(name).stream())
                .toList();
    }

    SupervisedProcess of(ServiceRef ref) {
        return processes.computeIfAbsent(
                ref, each -> new SupervisedProcess(folder.resolve(each.system()).resolve(each.service())));
    }

    /**
     * Starts the service's process; the caller is alone with it and knows that none runs.
     *
     * @throws TargetException when it cannot be started
     */
    ProcessRecord start(ServiceRef ref, Service service) {
        LocalProcess process = Optional.ofNullable(service.process())
                .orElseThrow(() -> new TargetException("Could not start " + ref
                        + ": the catalog does not say how. Give it a process with a command."));
        Launch launch = Launch.of(process, catalogFolder, System.getenv());
        try {
            return of(ref).start(launch);
        } catch (IOException e) {
            throw new TargetException(
                    "Could not start " + ref + " in " + launch.directory() + ": " + e.getMessage()
                            + ". Check that the directory exists and that opsdeck may start programs.",
                    e);
        }
    }

    @Scheduled(fixedDelay = "30s")
    void rotateLogs() {
        processes.values().forEach(process -> process.log().rotate());
    }
}
