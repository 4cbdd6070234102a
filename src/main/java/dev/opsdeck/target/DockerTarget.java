package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerException;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.RestartSteps;
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
import java.util.function.Supplier;

/** Containers of a Docker engine, whether Compose made them or not. */
@Singleton
final class DockerTarget implements Target {
    private final DockerEngines engines;
    private final HttpCheck http;

    DockerTarget(DockerEngines engines, HttpCheck http) {
        this.engines = engines;
        this.http = http;
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
        return switch (change) {
            case ServiceChange.Restart(boolean rolling) ->
                new RestartSteps(system, service, look(system, service)).restart(rolling);
            case ServiceChange.Start _,
                    ServiceChange.Stop _,
                    ServiceChange.Scale _,
                    ServiceChange.Recreate _,
                    ServiceChange.Build _,
                    ServiceChange.Pull _,
                    ServiceChange.Deploy _,
                    ServiceChange.Return _ -> throw new TargetException("This cannot be done with containers yet.");
        };
    }

    @Override
    public Map<String, String> before(ManagedSystem system, ServiceStep step) {
        return switch (step) {
            case ServiceStep.Restart restart -> intent(engine(system), restart.instance());
            case ServiceStep.Start _, ServiceStep.Stop _, ServiceStep.AwaitHealthy _, ContainerStep _ -> Map.of();
            case WorkloadStep workload -> throw workload.elsewhere();
        };
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
            case ServiceStep.Start _, ServiceStep.Stop _, ContainerStep _ -> new Outcome.Failed("Not done.", false);
            case WorkloadStep workload -> throw workload.elsewhere();
            case ServiceStep.AwaitHealthy wait -> {
                Service service = system.services().get(wait.service().service());
                var observer = new ContainerObserver(engine(system));
                yield new HealthWait(http, wait, service == null ? null : service.health(), observer, control)
                        .outcome();
            }
        };
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
            case ServiceStep.Start _, ServiceStep.Stop _, ContainerStep _ -> new Finding.CannotTell("Not done.");
            case WorkloadStep workload -> throw workload.elsewhere();
            case ServiceStep.AwaitHealthy _ -> new Finding.DidNotHappen("Looking at health changes nothing");
        };
    }

    @Override
    public Outcome undo(ManagedSystem system, ServiceStep step, Map<String, String> before, StepControl control) {
        return new Outcome.Failed("Not done.", false);
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
