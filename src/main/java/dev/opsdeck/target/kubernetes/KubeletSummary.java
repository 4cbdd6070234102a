package dev.opsdeck.target.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;

/** The kubelet's account of what its pods use, where a cluster has no metrics API. */
final class KubeletSummary {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double NANOS = 1e9;

    private KubeletSummary() {}

    /** By the pod's id. */
    static Map<String, PodUse> read(String json) {
        try {
            Map<String, PodUse> all = new HashMap<>();
            for (JsonNode pod : JSON.readTree(json).path("pods")) {
                all.put(pod.at("/podRef/uid").asText(), use(pod));
            }
            return all;
        } catch (JsonProcessingException e) {
            throw new ClusterException(
                    "The kubelet's summary cannot be read: it is no JSON. Look at the kubelet's log.", e);
        }
    }

    private static PodUse use(JsonNode pod) {
        double nanos = 0;
        double memory = 0;
        for (JsonNode container : pod.path("containers")) {
            nanos += container.at("/cpu/usageNanoCores").asDouble();
            memory += container.at("/memory/workingSetBytes").asDouble();
        }
        JsonNode network = pod.path("network");
        return new PodUse(
                nanos / NANOS,
                memory,
                network.has("rxBytes")
                        ? new PodUse.Network(
                                network.path("rxBytes").asDouble(),
                                network.path("txBytes").asDouble())
                        : null);
    }
}
