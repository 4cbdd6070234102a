package dev.opsdeck.target.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a pod does not run as it should, in the words of Kubernetes that people search for, with the reason behind. */
record PodTrouble(Pod pod) {
    private static final int LONGEST = 160;

    /** Said of every container before it starts, when nothing is wrong. */
    private static final Set<String> ON_THE_WAY = Set.of("ContainerCreating", "PodInitializing");

    /** Empty when all of it runs. */
    Optional<String> words() {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return Optional.of("terminating");
        }
        PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
        if (status.getReason() != null) {
            return Optional.of(status.getReason() + because(status.getMessage()));
        }
        return initialising(status)
                .or(() -> trouble(status.getContainerStatuses()))
                .or(() -> unscheduled(status))
                .or(() -> phase(status));
    }

    private Optional<String> initialising(PodStatus status) {
        List<ContainerStatus> open = status.getInitContainerStatuses().stream()
                .filter(one -> one.getState().getTerminated() == null
                        || exit(one.getState().getTerminated()) != 0)
                // Those that run beside the others all the time are no step on the way to them.
                .filter(one -> !Boolean.TRUE.equals(one.getReady()))
                .toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        int done = status.getInitContainerStatuses().size() - open.size();
        return trouble(open)
                .map(words -> "Init:" + words)
                .or(() -> Optional.of(
                        "Init:" + done + "/" + status.getInitContainerStatuses().size()));
    }

    private static Optional<String> trouble(List<ContainerStatus> containers) {
        List<String> all = containers.stream().flatMap(PodTrouble::words).toList();
        // What is only on its way matters less than what is stuck.
        return all.stream()
                .filter(words -> !ON_THE_WAY.contains(words))
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private static Stream<String> words(ContainerStatus container) {
        ContainerState state = container.getState();
        if (state.getWaiting() != null) {
            return Stream.of(waiting(state.getWaiting(), container.getLastState()));
        }
        return state.getTerminated() == null ? Stream.empty() : Stream.of(ended(state.getTerminated()));
    }

    private static String waiting(ContainerStateWaiting waiting, @Nullable ContainerState last) {
        String reason = Objects.requireNonNullElse(waiting.getReason(), "waiting");
        if (last != null && last.getTerminated() != null) {
            return reason + " after " + ended(last.getTerminated());
        }
        return ON_THE_WAY.contains(reason) ? reason : reason + because(waiting.getMessage());
    }

    private static String ended(ContainerStateTerminated end) {
        String reason = Objects.requireNonNullElse(end.getReason(), "end");
        return exit(end) == 0 ? reason : reason + " (exit code " + exit(end) + ")";
    }

    private static int exit(ContainerStateTerminated end) {
        return Objects.requireNonNullElse(end.getExitCode(), 0);
    }

    private static Optional<String> unscheduled(PodStatus status) {
        return status.getConditions().stream()
                .filter(condition -> condition.getType().equals("PodScheduled")
                        && condition.getStatus().equals("False"))
                .map(PodTrouble::pending)
                .findFirst();
    }

    private static String pending(PodCondition condition) {
        return "Pending" + because(condition.getMessage());
    }

    private static Optional<String> phase(PodStatus status) {
        String phase = Objects.requireNonNullElse(status.getPhase(), "Unknown");
        return phase.equals("Running") ? Optional.empty() : Optional.of(phase.toLowerCase(Locale.ROOT));
    }

    private static String because(@Nullable String message) {
        if (message == null || message.isBlank()) {
            return "";
        }
        String line = message.strip().lines().findFirst().orElse("");
        return ": " + (line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…");
    }
}
