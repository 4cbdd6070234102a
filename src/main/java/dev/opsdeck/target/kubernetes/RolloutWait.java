package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Watches a workload until its pods are as it says, it is stuck, or nobody waits any more. */
final class RolloutWait {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int PODS = 3;

    /** How the controller of Deployments calls one that is stuck. */
    private static final String STUCK = "ProgressDeadlineExceeded";

    private final ClusterReader reader;
    private final Service service;
    private final boolean empty;
    private final Duration patience;
    private final StepControl control;
    private final long begun = System.nanoTime();
    private String seen = "";
    private long changed = begun;

    /** @param empty waits until no pod is left */
    RolloutWait(ClusterReader reader, Service service, boolean empty, Duration patience, StepControl control) {
        this.reader = reader;
        this.service = service;
        this.empty = empty;
        this.patience = patience;
        this.control = control;
    }

    /** One look at it. */
    private sealed interface Look {
        record Done(String evidence) implements Look {}

        /** @param state changes when something goes on */
        record NotYet(String waitingFor, String state) implements Look {}

        record Stuck(String why) implements Look {}

        /** The cluster does not answer, which says nothing about the workload. */
        record Unseen(String why) implements Look {}
    }

    Outcome outcome() {
        while (true) {
            String now;
            switch (look()) {
                case Look.Done(String evidence) -> {
                    return new Outcome.Done(evidence + " after " + seconds(begun) + " s");
                }
                case Look.Stuck(String why) -> {
                    return stuck(why);
                }
                case Look.NotYet(String waitingFor, String state) -> {
                    if (!goesOn(state)) {
                        return stuck(waitingFor + ", and nothing has changed for " + patience.toSeconds() + " s");
                    }
                    now = waitingFor;
                }
                case Look.Unseen(String why) -> now = why;
            }
            control.progress(now + ", " + seconds(begun) + " s");
            if (!control.pause(PAUSE)) {
                return control.cancelled()
                        ? new Outcome.Interrupted("Stopped watching " + name() + "; at that time: " + now + ".")
                        : stuck(now);
            }
        }
    }

    private Look look() {
        try {
            Workload workload = new ServicePods(reader).workload(service);
            return empty ? emptied(workload) : rolledOut(workload);
        } catch (ClusterException e) {
            return e.refused() ? new Look.Stuck(e.told()) : new Look.Unseen(e.told());
        }
    }

    private Look emptied(Workload workload) {
        if (workload.replicas().desired() != 0) {
            return new Look.Stuck(
                    "somebody has scaled it to " + workload.replicas().desired() + " meanwhile");
        }
        long left = running(workload).size();
        return left == 0 && workload.seen()
                ? new Look.Done("no pod is left")
                : new Look.NotYet(left + (left == 1 ? " pod is" : " pods are") + " to be ended yet", "left " + left);
    }

    private Look rolledOut(Workload workload) {
        RolloutState state = RolloutState.of(workload);
        if (state.isDone()) {
            return new Look.Done("rolled out, " + workload.replicas().available() + " of "
                    + workload.replicas().desired() + " pods available");
        }
        if (!workload.held().isEmpty()) {
            return new Look.Stuck(workload.held());
        }
        if (workload.seen() && workload.troubles().stream().anyMatch(trouble -> trouble.startsWith(STUCK))) {
            return new Look.Stuck(Objects.requireNonNull(state.waitingFor()));
        }
        return new Look.NotYet(Objects.requireNonNull(state.waitingFor()), workload.seen() + " " + workload.replicas());
    }

    private boolean goesOn(String state) {
        if (!state.equals(seen)) {
            seen = state;
            changed = System.nanoTime();
        }
        return System.nanoTime() - changed < patience.toNanos();
    }

    private Outcome stuck(String why) {
        return new Outcome.Failed("The rollout of " + name() + " is stuck: " + why + "." + pods(), false);
    }

    /** What keeps its pods from running is what people need to know. */
    private String pods() {
        try {
            List<String> troubles = running(new ServicePods(reader).workload(service)).stream()
                    .flatMap(pod -> new PodTrouble(pod)
                            .words().map(words -> pod.getMetadata().getName() + " is " + words).stream())
                    .toList();
            troubles.forEach(control::output);
            return troubles.isEmpty() ? "" : troubles.stream().limit(PODS).collect(Collectors.joining("; ", " ", "."));
        } catch (ClusterException cannotTell) {
            return " " + cannotTell.told();
        }
    }

    private List<Pod> running(Workload workload) {
        return reader.pods(workload.selector()).stream()
                .filter(pod -> !PodState.isOver(pod))
                .toList();
    }

    private String name() {
        return ServicePods.name(service);
    }

    private static long seconds(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toSeconds();
    }
}
