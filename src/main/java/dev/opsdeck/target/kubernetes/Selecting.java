package dev.opsdeck.target.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which pods a selector means, by the rules of Kubernetes; a selector without any condition means none here. */
final class Selecting {
    /** Labels that name what a pod belongs to, by custom and by recommendation of Kubernetes. */
    static final List<String> NAMING = List.of("app", "app.kubernetes.io/name");

    private Selecting() {}

    static boolean matches(LabelSelector selector, Pod pod) {
        Map<String, String> labels =
                Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of());
        Map<String, String> wanted = Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
        List<LabelSelectorRequirement> conditions = selector.getMatchExpressions();
        return !(wanted.isEmpty() && conditions.isEmpty())
                && labels.entrySet().containsAll(wanted.entrySet())
                && conditions.stream().allMatch(condition -> meets(condition, labels));
    }

    static boolean isNamed(String name, Pod pod) {
        Map<String, String> labels =
                Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of());
        return NAMING.stream().anyMatch(label -> name.equals(labels.get(label)));
    }

    private static boolean meets(LabelSelectorRequirement condition, Map<String, String> labels) {
        String value = labels.get(condition.getKey());
        return switch (condition.getOperator()) {
            case "In" -> value != null && condition.getValues().contains(value);
            case "NotIn" -> value == null || !condition.getValues().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }
}
