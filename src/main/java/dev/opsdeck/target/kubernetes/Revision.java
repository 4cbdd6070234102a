package dev.opsdeck.target.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One state that a workload was rolled out to.
 *
 * @param name under which the cluster keeps it, which stays when its number changes
 * @param cause what its author wrote about it; empty when nothing
 * @param pods how many it has now; empty where Kubernetes does not count them by revision
 * @param created when it was first rolled out, as Kubernetes writes it
 */
record Revision(String name, long number, String cause, List<String> images, String pods, String created) {
    private static final String NUMBER = "deployment.kubernetes.io/revision";
    /** Where people say why something was rolled out. */
    static final String CAUSE = "kubernetes.io/change-cause";

    private static final ObjectMapper JSON = new ObjectMapper();

    static Revision of(ReplicaSet set) {
        ObjectMeta metadata = set.getMetadata();
        return new Revision(
                metadata.getName(),
                Long.parseLong(annotation(metadata, NUMBER, "0")),
                annotation(metadata, CAUSE, ""),
                set.getSpec().getTemplate().getSpec().getContainers().stream()
                        .map(Container::getImage)
                        .toList(),
                set.getStatus() == null ? "" : String.valueOf(set.getStatus().getReplicas()),
                metadata.getCreationTimestamp());
    }

    static Revision of(ControllerRevision revision) {
        JsonNode containers = JSON.valueToTree(revision.getData()).at("/spec/template/spec/containers");
        List<String> images = new ArrayList<>();
        containers.forEach(container -> images.add(container.path("image").asText()));
        return new Revision(
                revision.getMetadata().getName(),
                revision.getRevision(),
                annotation(revision.getMetadata(), CAUSE, ""),
                List.copyOf(images),
                "",
                revision.getMetadata().getCreationTimestamp());
    }

    /** All revisions of a workload that the cluster keeps, latest first. */
    static List<Revision> of(ClusterReader reader, Workload workload) {
        Stream<Revision> all =
                switch (workload.kind()) {
                    case DEPLOYMENT -> reader.replicaSets(workload).stream().map(Revision::of);
                    case STATEFUL_SET, DAEMON_SET ->
                        reader.revisions(workload).stream().map(Revision::of);
                };
        return all.sorted(Comparator.comparingLong(Revision::number).reversed()).toList();
    }

    private static String annotation(ObjectMeta metadata, String name, String otherwise) {
        Map<String, String> all = Objects.requireNonNullElse(metadata.getAnnotations(), Map.of());
        return all.getOrDefault(name, otherwise);
    }
}
