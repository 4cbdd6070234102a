package dev.opsdeck.target.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes workloads of one namespace, each by one patch that is for the very object that was looked at. All methods
 * throw {@link ClusterException} when the cluster cannot be asked or refuses.
 */
final class ClusterWriter {
    /** By which the controller of Deployments tells its replica sets apart; not part of what was rolled out. */
    private static final String HASH = "pod-template-hash";

    /** How many pods there were before it was scaled to none. */
    static final String REPLICAS = "opsdeck.dev/replicas";

    /** What {@code kubectl rollout restart} writes, too. */
    static final String RESTARTED = "kubectl.kubernetes.io/restartedAt";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final ClusterFault fault;
    private final String namespace;

    ClusterWriter(KubernetesClient client, ClusterFault fault, String namespace) {
        this.client = client;
        this.fault = fault;
        this.namespace = namespace;
    }

    /** @param mark null takes it away */
    void markRestart(Workload workload, @Nullable String mark) {
        patch(
                workload,
                PatchType.JSON_MERGE,
                spec(workload, map("template", map("metadata", map("annotations", map(RESTARTED, mark))))));
    }

    /** Scales; the number of pods that there were is kept in mind where there are to be none. */
    void scale(Workload workload, int from, int to) {
        Map<String, @Nullable Object> patch = spec(workload, map("replicas", to));
        Map<String, @Nullable Object> metadata = identity(workload);
        metadata.put("annotations", map(REPLICAS, to == 0 ? String.valueOf(from) : null));
        patch.put("metadata", metadata);
        patch(workload, PatchType.JSON_MERGE, patch);
    }

    /** @param least how many pods it keeps at least */
    void limit(HorizontalPodAutoscaler autoscaler, int least) {
        Map<String, @Nullable Object> identity =
                map("uid", autoscaler.getMetadata().getUid());
        Map<String, @Nullable Object> patch = map("metadata", identity, "spec", map("minReplicas", least));
        try {
            client.autoscaling()
                    .v1()
                    .horizontalPodAutoscalers()
                    .inNamespace(namespace)
                    .withName(autoscaler.getMetadata().getName())
                    .patch(PatchContext.of(PatchType.JSON_MERGE), JSON.writeValueAsString(patch));
        } catch (KubernetesClientException e) {
            throw fault.of(e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A patch cannot be written as JSON", e);
        }
    }

    /** @param images by the name of the container */
    void setImages(Workload workload, Map<String, String> images) {
        List<Map<String, @Nullable Object>> containers = images.entrySet().stream()
                .map(entry -> map("name", entry.getKey(), "image", entry.getValue()))
                .toList();
        patch(
                workload,
                PatchType.STRATEGIC_MERGE,
                spec(workload, map("template", map("spec", map("containers", containers)))));
    }

    /** Makes the workload what it was in a replica set of its own. */
    void rollTo(Workload workload, ReplicaSet set) {
        PodTemplateSpec template = new PodTemplateSpecBuilder(set.getSpec().getTemplate())
                .editMetadata()
                .removeFromLabels(HASH)
                .endMetadata()
                .build();
        Map<String, String> notes = Objects.requireNonNullElse(set.getMetadata().getAnnotations(), Map.of());
        Map<String, @Nullable Object> patch = spec(workload, map("template", replacing(template)));
        Map<String, @Nullable Object> metadata = identity(workload);
        metadata.put("annotations", map(Revision.CAUSE, notes.get(Revision.CAUSE)));
        patch.put("metadata", metadata);
        patch(workload, PatchType.STRATEGIC_MERGE, patch);
    }

    /** Makes the workload what it was in a revision of its own; what such a revision holds is a patch already. */
    void rollTo(Workload workload, ControllerRevision revision) {
        Map<String, @Nullable Object> patch = asMap(revision.getData());
        patch.put("metadata", identity(workload));
        patch(workload, PatchType.STRATEGIC_MERGE, patch);
    }

    private static Map<String, @Nullable Object> replacing(PodTemplateSpec template) {
        Map<String, @Nullable Object> whole = asMap(template);
        whole.put("$patch", "replace");
        return whole;
    }

    private void patch(Workload workload, PatchType type, Map<String, @Nullable Object> patch) {
        var how = PatchContext.of(type);
        try {
            String body = JSON.writeValueAsString(patch);
            switch (workload.kind()) {
                case DEPLOYMENT ->
                    client.apps()
                            .deployments()
                            .inNamespace(namespace)
                            .withName(workload.name())
                            .patch(how, body);
                case STATEFUL_SET ->
                    client.apps()
                            .statefulSets()
                            .inNamespace(namespace)
                            .withName(workload.name())
                            .patch(how, body);
                case DAEMON_SET ->
                    client.apps()
                            .daemonSets()
                            .inNamespace(namespace)
                            .withName(workload.name())
                            .patch(how, body);
            }
        } catch (KubernetesClientException e) {
            throw fault.of(e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A patch cannot be written as JSON", e);
        }
    }

    private static Map<String, @Nullable Object> spec(Workload workload, Map<String, @Nullable Object> spec) {
        return map("metadata", identity(workload), "spec", spec);
    }

    /** The cluster refuses a patch for an object that was deleted and made anew since. */
    private static Map<String, @Nullable Object> identity(Workload workload) {
        return map("uid", workload.metadata().getUid());
    }

    @SuppressWarnings("unchecked") // an object of JSON is a map by text
    private static Map<String, @Nullable Object> asMap(Object object) {
        return JSON.convertValue(object, HashMap.class);
    }

    private static Map<String, @Nullable Object> map(@Nullable Object... pairs) {
        var map = new HashMap<String, @Nullable Object>();
        Object[] all = Arrays.copyOf(pairs, pairs.length);
        for (int i = 0; i < all.length; i += 2) {
            map.put((String) all[i], all[i + 1]);
        }
        return map;
    }
}
