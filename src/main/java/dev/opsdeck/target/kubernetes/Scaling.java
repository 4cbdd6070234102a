package dev.opsdeck.target.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscalerStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a horizontal pod autoscaler does.
 *
 * <p>Read through {@code autoscaling/v1}, which every version of Kubernetes serves; it has the conditions in an
 * annotation.
 *
 * @param cpu measured and wanted use in percent of what is requested; empty when it goes by something else
 * @param atLimit whether it has as many pods as it may have
 * @param problem why it cannot scale, a sentence; empty when it can
 */
record Scaling(
        String name, String scales, int current, int least, int most, String cpu, boolean atLimit, String problem) {
    private static final String CONDITIONS = "autoscaling.alpha.kubernetes.io/conditions";
    private static final ObjectMapper JSON = new ObjectMapper();

    static Scaling of(HorizontalPodAutoscaler scaler) {
        HorizontalPodAutoscalerSpec spec = scaler.getSpec();
        HorizontalPodAutoscalerStatus status =
                Objects.requireNonNullElseGet(scaler.getStatus(), HorizontalPodAutoscalerStatus::new);
        int current = count(status.getCurrentReplicas());
        int most = count(spec.getMaxReplicas());
        return new Scaling(
                scaler.getMetadata().getName(),
                spec.getScaleTargetRef().getKind() + " "
                        + spec.getScaleTargetRef().getName(),
                current,
                Objects.requireNonNullElse(spec.getMinReplicas(), 1),
                most,
                cpu(status.getCurrentCPUUtilizationPercentage(), spec.getTargetCPUUtilizationPercentage()),
                Math.max(current, count(status.getDesiredReplicas())) >= most,
                problem(scaler.getMetadata()));
    }

    String inWords() {
        return name + " has " + current + " of at most " + most + " pods"
                + (problem.isEmpty() ? atLimit ? " and cannot scale further." : "." : " and does not scale.");
    }

    List<String> row() {
        return List.of(
                name, scales, String.valueOf(current), String.valueOf(least), String.valueOf(most), cpu, problem);
    }

    private static String cpu(@Nullable Integer measured, @Nullable Integer wanted) {
        return wanted == null ? "" : (measured == null ? "unknown" : measured + " %") + " of " + wanted + " %";
    }

    private static String problem(ObjectMeta metadata) {
        Map<String, String> annotations = Objects.requireNonNullElse(metadata.getAnnotations(), Map.of());
        try {
            for (JsonNode condition : JSON.readTree(annotations.getOrDefault(CONDITIONS, "[]"))) {
                boolean needed = List.of("AbleToScale", "ScalingActive")
                        .contains(condition.path("type").asText());
                if (needed && condition.path("status").asText().equals("False")) {
                    return metadata.getName() + ": " + condition.path("reason").asText() + ": "
                            + condition.path("message").asText();
                }
            }
            return "";
        } catch (JsonProcessingException unknownForm) {
            return "";
        }
    }

    private static int count(@Nullable Integer number) {
        return Objects.requireNonNullElse(number, 0);
    }
}
