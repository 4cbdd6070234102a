package dev.opsdeck.flow;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out whose an alert is. */
final class AlertSystems {
    private static final String LABEL = "system";

    private AlertSystems() {}

    /**
     * The system that claims such labels, or is named by the label {@code system}, or by the sender; or else the only
     * one there is that has an Alertmanager.
     *
     * @param named by the sender; empty for none
     */
    static Optional<ManagedSystem> of(Catalog catalog, Map<String, String> labels, String named) {
        return claiming(catalog, labels)
                .or(() -> called(catalog, labels.getOrDefault(LABEL, "")))
                .or(() -> called(catalog, named))
                .or(() -> only(catalog));
    }

    private static Optional<ManagedSystem> claiming(Catalog catalog, Map<String, String> labels) {
        return catalog.systems().values().stream()
                .filter(system -> !system.monitoring().alerts().isEmpty()
                        && fits(system.monitoring().alerts(), labels))
                .findFirst();
    }

    static boolean fits(Map<String, Pattern> wanted, Map<String, String> labels) {
        return wanted.entrySet().stream().allMatch(one -> one.getValue()
                .matcher(labels.getOrDefault(one.getKey(), ""))
                .matches());
    }

    private static Optional<ManagedSystem> called(Catalog catalog, String name) {
        return catalog.systems().values().stream()
                .filter(system -> system.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static Optional<ManagedSystem> only(Catalog catalog) {
        List<ManagedSystem> watched = catalog.systems().values().stream()
                .filter(system -> system.monitoring().alertmanager() != null)
                .toList();
        return watched.size() == 1 ? Optional.of(watched.getFirst()) : Optional.empty();
    }
}
