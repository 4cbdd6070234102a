package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerException;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ServiceChange;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.Target;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.plan.WorkloadStep;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Containers of a Docker engine, whether Compose made them or not. */
@Singleton
final class DockerTarget implements Target {
    private static final String LOOKING = "Could not look at the container. ";

    private final DockerEngines engines;
    private final HttpCheck http;
    private final ComposeProgram compose;

    DockerTarget(DockerEngines engines, HttpCheck http, ComposeProgram compose) {
        this.engines = engines;
        this.http = http;
        this.compose = compose;
    }

    @Override
    public boolean serves(Runtime runtime) {
        return switch (runtime) {
            case Runtime.Docker _, Runtime.Compose _ -> true;
            case Runtime.Kubernetes _, Runtime.Process _ -> false;
        };
    }

    @Override
    public Map<String, List<InstanceStatus>> look(ManagedSystem system) {
        return look(system, List.copyOf(system.services().values()));
    }

    @Override
    public List<InstanceStatus> look(ManagedSystem system, Service service) {
        return look(system, List.of(service)).getOrDefault(service.name(), List.of());
    }

    private Map<String, List<InstanceStatus>> look(ManagedSystem system, List<Service> services) {
        return told("Could not look at the containers of " + system.name() + ". ", () -> {
            var shown = new LinkedHashMap<String, List<InstanceStatus>>();
            Containers.of(engine(system), system, services)
                    .forEach((service, containers) -> shown.put(
                            service,
                            containers.stream().map(ContainerState::shown).toList()));
            return shown;
        });
    }

    @Override
    public List<ServiceStep> plan(ManagedSystem system, Service service, ServiceChange change) {
        return told(
                "Could not look at the containers of " + system.name() + ". ",
                () -> new ContainerPlans(engine(system), system, service).steps(change));
    }

    @Override
    public boolean putsBack(ServiceChange change) {
        return switch (change) {
            case ServiceChange.Scale _,
                    ServiceChange.Recreate _,
                    ServiceChange.Rebuild _,
                    ServiceChange.Deploy _,
                    ServiceChange.Return _ -> true;
            case ServiceChange.Restart _,
                    ServiceChange.Start _,
                    ServiceChange.Stop _,
                    ServiceChange.Build _,
                    ServiceChange.Pull _ -> false;
        };
    }

    @Override
    public void forgetKept(ManagedSystem system, Service service, Set<String> images) {
        told("Could not clear away images of " + service.name() + ". ", () -> {
            new KeptImages(new ContainerApi(engine(system)), new ServiceRef(system.name(), service.name()))
                    .keepOnly(images);
            return images;
        });
    }

    @Override
    public Map<String, String> before(ManagedSystem system, ServiceStep step) {
        return switch (step) {
            case ServiceStep.Restart restart -> intent(engine(system), restart.instance());
            case ServiceStep.Start start ->
                told(LOOKING, () -> steps(system, step).before(start));
            case ServiceStep.Stop stop ->
                told(LOOKING, () -> steps(system, step).before(stop));
            case ContainerStep container ->
                told(LOOKING, () -> steps(system, step).before(container));
            case ServiceStep.AwaitHealthy _ -> Map.of();
            case WorkloadStep workload -> throw workload.elsewhere();
        };
    }

    private ContainerSteps steps(ManagedSystem system, ServiceStep step) {
        Service service = Optional.ofNullable(
                        system.services().get(step.service().service()))
                .orElseThrow(() -> new TargetException(
                        step.service() + " is not in the catalog any more. Give the command again."));
        return new ContainerSteps(new ContainerApi(engine(system)), http, compose, service);
    }

    private static Map<String, String> intent(DockerEngine engine, Instance instance) {
        return told("Could not look at " + instance.name() + " before restarting it. ", () -> {
            // The time first: what the engine does after it is then surely among the events since.
            Instant engineTime = engine.now();
            return engine.inspect(instance.id())
                    .map(container -> RestartIntent.of(container, engineTime).written())
                    .orElseThrow(() -> new TargetException("There is no container " + instance.name()
                            + " any more: somebody removed or re-created it since this was planned."
                            + " Give the command again to plan with what is there now."));
        });
    }

    @Override
    public Outcome act(ManagedSystem system, ServiceStep step, Map<String, String> before, StepControl control) {
        return switch (step) {
            case ServiceStep.Restart restart ->
                RestartIntent.read(before)
                        .map(intent -> new ContainerRestart(engine(system), restart, intent, control).outcome())
                        .orElseGet(() -> new Outcome.Failed(
                                "Did not restart " + restart.instance().name()
                                        + ": its state was not recorded before. Give the command again.",
                                false));
            case ServiceStep.Start start -> steps(system, step).act(start, control);
            case ServiceStep.Stop stop -> steps(system, step).act(stop, control);
            case ContainerStep container -> steps(system, step).act(container, before, control);
            case ServiceStep.AwaitHealthy wait -> healthy(system, wait, control);
            case WorkloadStep workload -> throw workload.elsewhere();
        };
    }

    private Outcome healthy(ManagedSystem system, ServiceStep.AwaitHealthy wait, StepControl control) {
        Service service = system.services().get(wait.service().service());
        ServiceStep.AwaitHealthy named = wait.instances().isEmpty() ? named(system, service, wait) : wait;
        if (named.instances().isEmpty()) {
            return new Outcome.Failed("Nothing of " + wait.service() + " runs that could be healthy.", false);
        }
        var observer = new ContainerObserver(engine(system));
        return new HealthWait(http, named, service == null ? null : service.health(), observer, control).outcome();
    }

    /** The same for the instances that run now. */
    private ServiceStep.AwaitHealthy named(
            ManagedSystem system, @Nullable Service service, ServiceStep.AwaitHealthy wait) {
        List<Instance> running = service == null
                ? List.of()
                : look(system, service).stream()
                        .filter(status ->
                                status.startedAt() != null && !status.state().startsWith("exited"))
                        .map(InstanceStatus::instance)
                        .toList();
        return new ServiceStep.AwaitHealthy(wait.service(), running, wait.check(), wait.within());
    }

    @Override
    public Finding inspect(
            ManagedSystem system, ServiceStep step, Map<String, String> before, Instant intentAt, Instant now) {
        return switch (step) {
            case ServiceStep.Restart restart ->
                RestartIntent.read(before)
                        .map(intent -> new RestartInspection(engine(system), restart, intent, intentAt, now).finding())
                        .orElseGet(() -> new Finding.CannotTell("It was not recorded how "
                                + restart.instance().name() + " was before. Look at its start time."));
            case ServiceStep.Start start ->
                told(LOOKING, () -> switched(system, start.instance()).inspectStart());
            case ServiceStep.Stop stop ->
                told(LOOKING, () -> switched(system, stop.instance()).inspectStop());
            case ContainerStep container ->
                told(LOOKING, () -> steps(system, step).inspect(container, before));
            case WorkloadStep workload -> throw workload.elsewhere();
            case ServiceStep.AwaitHealthy _ -> new Finding.DidNotHappen("Looking at health changes nothing");
        };
    }

    @Override
    public Outcome undo(ManagedSystem system, ServiceStep step, Map<String, String> before, StepControl control) {
        return switch (step) {
            case ServiceStep.Start start ->
                steps(system, step).undo(start.instance(), start.stopTimeout(), before, control);
            case ServiceStep.Stop stop ->
                steps(system, step).undo(stop.instance(), stop.stopTimeout(), before, control);
            case ContainerStep container -> steps(system, step).undo(container, before, control);
            case WorkloadStep workload -> throw workload.elsewhere();
            case ServiceStep.Restart _, ServiceStep.AwaitHealthy _ -> new Outcome.Done("there is nothing to put back");
        };
    }

    private ContainerSwitch switched(ManagedSystem system, Instance instance) {
        return new ContainerSwitch(new ContainerApi(engine(system)), instance);
    }

    private DockerEngine engine(ManagedSystem system) {
        return engines.of(system)
                .orElseThrow(() -> new IllegalArgumentException(system.name() + " does not run on Docker"));
    }

    private static <T> T told(String tried, Supplier<T> look) {
        try {
            return look.get();
        } catch (EngineUnreachable e) {
            throw new TargetException(tried + e.getMessage(), e);
        } catch (DockerException e) {
            throw new TargetException(tried + "The engine refused: " + EngineCall.refusal(e), e);
        }
    }
}
