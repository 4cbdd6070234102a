package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ServiceChange;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.Target;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.plan.WorkloadStep;
import dev.opsdeck.target.HttpCheck;
import io.fabric8.kubernetes.api.model.Pod;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/** Pods of a cluster, and what keeps them. */
@Singleton
final class KubernetesTarget implements Target {
    private final Clusters clusters;
    private final HttpCheck http;
    private final Clock clock;

    KubernetesTarget(Clusters clusters, HttpCheck http, Clock clock) {
        this.clusters = clusters;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public boolean serves(Runtime runtime) {
        return switch (runtime) {
            case Runtime.Kubernetes _ -> true;
            case Runtime.Docker _, Runtime.Compose _, Runtime.Process _ -> false;
        };
    }

    @Override
    public List<InstanceStatus> look(ManagedSystem system, Service service) {
        return told(system, pods -> shown(pods.of(service)));
    }

    @Override
    public Map<String, List<InstanceStatus>> look(ManagedSystem system) {
        return told(system, pods -> {
            var shown = new LinkedHashMap<String, List<InstanceStatus>>();
            pods.of(system).forEach((service, some) -> shown.put(service, shown(some)));
            return shown;
        });
    }

    private List<InstanceStatus> shown(List<Pod> pods) {
        Instant now = clock.instant();
        return PodState.current(pods).stream()
                .map(pod -> new PodState(pod, now).status())
                .toList();
    }

    private <T> T told(ManagedSystem system, Function<ServicePods, T> look) {
        return told("look at the pods of " + system.name(), () -> look.apply(new ServicePods(reader(system))));
    }

    @Override
    public List<ServiceStep> plan(ManagedSystem system, Service service, ServiceChange change) {
        return told(
                "plan for " + system.name() + "/" + service.name(),
                () -> new WorkloadPlan(reader(system), system, service).steps(change));
    }

    @Override
    public boolean putsBack(ServiceChange change) {
        return true;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, ServiceStep step) {
        return switch (step) {
            case WorkloadStep.AwaitRollout _, ServiceStep.AwaitHealthy _ -> Map.of();
            case WorkloadStep workload ->
                told("look at " + workload.workload(), () -> change(system, workload)
                        .before(workload, mark()));
            case ServiceStep.Restart _, ServiceStep.Start _, ServiceStep.Stop _, ContainerStep _ ->
                throw elsewhere(step);
        };
    }

    /** A moment that no restart before or after it has, nor one of {@code kubectl}, which writes whole seconds. */
    private String mark() {
        return clock.instant()
                .truncatedTo(ChronoUnit.SECONDS)
                .plusNanos(ThreadLocalRandom.current().nextInt(1, 1_000_000_000))
                .toString();
    }

    @Override
    public Outcome act(ManagedSystem system, ServiceStep step, Map<String, String> before, StepControl control) {
        return switch (step) {
            case ServiceStep.AwaitHealthy wait -> healthy(system, wait, control);
            case WorkloadStep.AwaitRollout wait -> await(system, wait, wait.empty(), control);
            case WorkloadStep workload -> {
                try {
                    yield change(system, workload).act(workload, before);
                } catch (ClusterException e) {
                    String tried = "Could not do \"" + workload.title() + "\". " + e.told();
                    yield e.refused() ? new Outcome.Failed(tried, false) : new Outcome.Unknown(tried);
                }
            }
            case ServiceStep.Restart _, ServiceStep.Start _, ServiceStep.Stop _, ContainerStep _ ->
                throw elsewhere(step);
        };
    }

    private Outcome await(ManagedSystem system, WorkloadStep step, boolean empty, StepControl control) {
        return told("watch " + step.workload(), () -> new RolloutWait(
                        reader(system), service(system, step), empty, step.patience(), control)
                .outcome());
    }

    /** Its pods have to be ready first; what is left to ask then is the service's own check. */
    private Outcome healthy(ManagedSystem system, ServiceStep.AwaitHealthy wait, StepControl control) {
        Outcome ready = told(
                "watch " + wait.service(),
                () -> new RolloutWait(reader(system), service(system, wait), false, wait.within(), control).outcome());
        if (!(ready instanceof Outcome.Done) || service(system, wait).health() == null) {
            return ready;
        }
        return new HealthAnswer(http, wait, service(system, wait).health(), control).outcome();
    }

    @Override
    public Finding inspect(
            ManagedSystem system, ServiceStep step, Map<String, String> before, Instant intentAt, Instant now) {
        return switch (step) {
            case WorkloadStep.AwaitRollout _, ServiceStep.AwaitHealthy _ ->
                new Finding.DidNotHappen("Watching changes nothing");
            case WorkloadStep workload ->
                told("look at " + workload.workload(), () -> change(system, workload)
                        .inspect(workload, before));
            case ServiceStep.Restart _, ServiceStep.Start _, ServiceStep.Stop _, ContainerStep _ ->
                throw elsewhere(step);
        };
    }

    @Override
    public Outcome undo(ManagedSystem system, ServiceStep step, Map<String, String> before, StepControl control) {
        if (!(step instanceof WorkloadStep workload)) {
            throw elsewhere(step);
        }
        try {
            change(system, workload).undo(workload, before);
        } catch (ClusterException e) {
            return new Outcome.Failed("Could not put " + workload.workload() + " back. " + e.told(), !e.refused());
        } catch (TargetException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), false);
        }
        boolean empty = workload instanceof WorkloadStep.ScaleWorkload scale && scale.from() == 0;
        return switch (await(system, workload, empty, control)) {
            case Outcome.Done(String evidence, Map<String, String> _) -> new Outcome.Done("put back: " + evidence);
            case Outcome.Asks asks -> asks;
            case Outcome.Failed failed -> failed;
            case Outcome.Unknown unknown -> unknown;
            case Outcome.Interrupted interrupted -> interrupted;
        };
    }

    private WorkloadChange change(ManagedSystem system, WorkloadStep step) {
        return new WorkloadChange(reader(system), clusters.writer(system), system, step);
    }

    private ClusterReader reader(ManagedSystem system) {
        return clusters.of(system)
                .orElseThrow(() -> new IllegalArgumentException(system.name() + " does not run on Kubernetes"));
    }

    private static Service service(ManagedSystem system, ServiceStep step) {
        return Objects.requireNonNull(system.services().get(step.service().service()));
    }

    private static <T> T told(String tried, Supplier<T> action) {
        try {
            return action.get();
        } catch (ClusterException e) {
            throw new TargetException("Could not " + tried + ". " + e.told(), e);
        }
    }

    private static TargetException elsewhere(ServiceStep step) {
        return new TargetException(step.service() + " runs on Kubernetes now, where \"" + step.title()
                + "\" means nothing. Give the command again to plan with what there is.");
    }
}
