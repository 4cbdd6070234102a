package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.RestartSteps;
import dev.opsdeck.plan.ServiceChange;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.WorkloadStep;
import dev.opsdeck.plan.WorkloadStep.ImageChange;
import io.fabric8.kubernetes.api.model.Container;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The steps that change one workload. Refuses with {@link ClusterException} what Kubernetes does otherwise or not. */
final class WorkloadPlan {
    /** Beyond what its health check gives a pod: to be scheduled, to fetch its image, and for the one before to end. */
    private static final Duration BESIDES = Duration.ofSeconds(60);

    /** In how many steps a large workload gets smaller at most. */
    private static final int STRIDES = 10;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final ClusterReader reader;
    private final Service service;
    private final ServiceRef ref;
    private final Workload workload;
    private final Duration patience;

    WorkloadPlan(ClusterReader reader, ManagedSystem system, Service service) {
        this.reader = reader;
        this.service = service;
        this.ref = new ServiceRef(system.name(), service.name());
        this.workload = new ServicePods(reader).workload(service);
        this.patience = service.health() == null
                ? workload.patience()
                : service.health().within().plus(service.stopTimeout()).plus(BESIDES);
    }

    List<ServiceStep> steps(ServiceChange change) {
        return switch (change) {
            case ServiceChange.Restart _, ServiceChange.Recreate _ -> restart();
            case ServiceChange.Start _ -> start();
            case ServiceChange.Stop(boolean remove) -> stop(remove);
            case ServiceChange.Scale(int replicas) -> scale(replicas);
            case ServiceChange.Build _, ServiceChange.Rebuild _ ->
                throw refusal("be built here: a cluster only runs images. Build the image where its sources are, push"
                        + " it, then deploy its version.");
            case ServiceChange.Pull _ ->
                throw refusal("be pulled: the nodes fetch the image themselves when a pod starts on them, as its"
                        + " imagePullPolicy says. To have it fetched again, restart the service.");
            case ServiceChange.Deploy(String version) -> images(version);
            case ServiceChange.Return(String image) -> back(image);
        };
    }

    private List<ServiceStep> images(String version) {
        refuseHeld();
        Container container = own();
        if (version.isEmpty()) {
            return newest(container);
        }
        String to = ImageName.at(container.getImage(), version);
        return to.equals(container.getImage())
                ? List.of()
                : followed(new WorkloadStep.SetImages(
                        ref,
                        workload.title(),
                        List.of(new ImageChange(container.getName(), container.getImage(), to)),
                        patience));
    }

    /** The same name may mean another image by now, where the nodes look for it each time. */
    private List<ServiceStep> newest(Container container) {
        if (!"Always".equals(container.getImagePullPolicy())) {
            throw refusal("be deployed without a version: its imagePullPolicy is " + container.getImagePullPolicy()
                    + ", so the nodes go on with the " + container.getImage() + " that they have. Name the version.");
        }
        return restart();
    }

    /** Which of its containers a version is meant for: the only one, or the one called like the service. */
    private Container own() {
        List<Container> all = workload.template().getSpec().getContainers();
        return all.stream()
                .filter(container -> all.size() == 1
                        || List.of(service.name(), workload.name()).contains(container.getName()))
                .findFirst()
                .orElseThrow(() -> refusal("be deployed: nobody can tell which of its containers the version is for ("
                        + all.stream().map(Container::getName).collect(Collectors.joining(", "))
                        + "). Call one of them " + service.name() + "."));
    }

    /** To the latest revision that ran the image, or that has the number, and where none is kept, to the image. */
    private List<ServiceStep> back(String to) {
        refuseHeld();
        List<Revision> kept = Revision.of(reader, workload);
        return kept.stream()
                .skip(1)
                .filter(revision -> String.valueOf(revision.number()).equals(to)
                        || revision.images().contains(to))
                .findFirst()
                .map(revision -> followed(new WorkloadStep.RolloutUndo(
                        ref, workload.title(), revision.number(), revision.name(), revision.images(), patience)))
                .orElseGet(() -> {
                    if (NUMBER.matcher(to).matches()) {
                        throw refusal("go back to revision " + to + ". The cluster keeps "
                                + kept.stream()
                                        .skip(1)
                                        .map(revision -> String.valueOf(revision.number()))
                                        .collect(Collectors.joining(", "))
                                + "; see them with: rollout " + ref);
                    }
                    return images(to);
                });
    }

    private List<ServiceStep> restart() {
        refuseHeld();
        if (workload.replicas().desired() == 0 && workload.kind() != Workload.Kind.DAEMON_SET) {
            throw refusal("be restarted: it is scaled to 0. Start it instead.");
        }
        return followed(new WorkloadStep.RolloutRestart(ref, workload.title(), patience));
    }

    private List<ServiceStep> start() {
        if (workload.kind() == Workload.Kind.DAEMON_SET || workload.replicas().desired() > 0) {
            return List.of();
        }
        Map<String, String> notes =
                Objects.requireNonNullElse(workload.metadata().getAnnotations(), Map.of());
        String kept = notes.getOrDefault(ClusterWriter.REPLICAS, "1");
        int replicas = kept.matches("[1-9]\\d{0,3}") ? Integer.parseInt(kept) : 1;
        return followed(scaling(replicas));
    }

    private List<ServiceStep> stop(boolean remove) {
        refuseScaling();
        if (remove) {
            throw refusal("be removed, only scaled to 0: what is in a cluster is described somewhere else. Give the"
                    + " command without --remove.");
        }
        return workload.replicas().desired() == 0
                ? List.of()
                : List.of(scaling(0), new WorkloadStep.AwaitRollout(ref, workload.title(), true, patience));
    }

    private List<ServiceStep> scale(int replicas) {
        refuseScaling();
        if (replicas == workload.replicas().desired()) {
            return List.of();
        }
        if (replicas == 0) {
            return stop(false);
        }
        return replicas > workload.replicas().desired() ? more(replicas) : fewer(replicas);
    }

    /** The autoscaler's limit comes second, so that putting back goes the same way round as scaling down. */
    private List<ServiceStep> more(int replicas) {
        var steps = new ArrayList<ServiceStep>();
        steps.add(scaling(replicas));
        limit(replicas).ifPresent(steps::add);
        steps.addAll(proven());
        return steps;
    }

    /** A pod after the other, or a tenth of them after the other: who is asked meanwhile still finds somebody. */
    private List<ServiceStep> fewer(int replicas) {
        var steps = new ArrayList<ServiceStep>();
        limit(replicas).ifPresent(steps::add);
        int from = workload.replicas().desired();
        int stride = Math.ceilDiv(from - replicas, STRIDES);
        while (from > replicas) {
            int to = Math.max(replicas, from - stride);
            steps.add(new WorkloadStep.ScaleWorkload(ref, workload.title(), from, to, patience));
            steps.addAll(proven());
            from = to;
        }
        return steps;
    }

    private ServiceStep scaling(int to) {
        return new WorkloadStep.ScaleWorkload(
                ref, workload.title(), workload.replicas().desired(), to, patience);
    }

    private List<ServiceStep> followed(ServiceStep step) {
        var steps = new ArrayList<ServiceStep>();
        steps.add(step);
        steps.addAll(proven());
        return steps;
    }

    private List<ServiceStep> proven() {
        var watch = new WorkloadStep.AwaitRollout(ref, workload.title(), false, patience);
        return service.health() == null
                ? List.of(watch)
                : List.of(watch, RestartSteps.healthy(ref, service, List.of()));
    }

    private void refuseHeld() {
        if (!workload.held().isEmpty()) {
            throw refusal("be rolled out: " + workload.held() + ".");
        }
    }

    private void refuseScaling() {
        if (workload.kind() == Workload.Kind.DAEMON_SET) {
            throw refusal("be scaled: it has one pod on each node that it is for. Change which nodes these are, in its"
                    + " nodeSelector.");
        }
    }

    /**
     * What keeps the workload's autoscaler from overruling that: it keeps at least as many then, and goes on adding
     * more. It leaves what has no pods alone, so stopping and starting need nothing of the kind.
     */
    private Optional<ServiceStep> limit(int replicas) {
        String scaled = workload.kind().word + " " + workload.name();
        Optional<Scaling> own = reader.autoscalers().stream()
                .map(Scaling::of)
                .filter(scaling -> scaling.scales().equals(scaled))
                .findFirst();
        own.filter(scaling -> replicas > scaling.most()).ifPresent(scaling -> {
            throw refusal("be scaled to " + replicas + ": its autoscaler " + scaling.name() + " would overrule that"
                    + " within a minute, it keeps " + scaling.least() + " to " + scaling.most() + " pods. Raise its"
                    + " limit where it is described.");
        });
        return own.filter(scaling -> scaling.least() != replicas)
                .map(scaling -> new WorkloadStep.LimitAutoscaler(
                        ref, workload.title(), scaling.name(), scaling.least(), replicas, patience));
    }

    private ClusterException refusal(String why) {
        return new ClusterException(workload.title() + " cannot " + why);
    }
}
