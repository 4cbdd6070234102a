package dev.opsdeck.target.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A container of a pod as a source of a log.
 *
 * @param instance what its lines are said to come from
 * @param crashed whether it ran before and ended, so that there is a log of that, too
 */
record ContainerRun(String pod, String container, String instance, boolean crashed) {
    /** All containers of the pod that have run. */
    static List<ContainerRun> of(Pod pod) {
        List<ContainerStatus> all = Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .toList();
        String name = pod.getMetadata().getName();
        List<ContainerRun> runs = new ArrayList<>();
        for (ContainerStatus status : all) {
            boolean crashed =
                    status.getLastState() != null && status.getLastState().getTerminated() != null;
            if (crashed || hasRun(status)) {
                runs.add(new ContainerRun(
                        name, status.getName(), all.size() == 1 ? name : name + "/" + status.getName(), crashed));
            }
        }
        return runs;
    }

    private static boolean hasRun(ContainerStatus status) {
        return status.getState().getRunning() != null
                || status.getState().getTerminated() != null
                || Objects.requireNonNullElse(status.getRestartCount(), 0) > 0;
    }
}
