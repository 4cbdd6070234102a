package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks of names that only one system may have. */
final class CrossChecks {
    private final List<CatalogReading.FileReading> files;

    CrossChecks(List<CatalogReading.FileReading> files) {
        this.files = files;
    }

    void check() {
        Map<String, String> systems = new HashMap<>();
        Map<String, String> channels = new HashMap<>();
        for (CatalogReading.FileReading file : files) {
            file.tree().ifPresent(tree -> {
                String name = tree.path("system").asText();
                systemName(name, file, systems);
                tree.path("channels").properties().forEach(entry -> channel(name, entry, file, channels));
            });
        }
    }

    private static void systemName(String name, CatalogReading.FileReading file, Map<String, String> seen) {
        String other = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
        if (other != null && !name.isEmpty()) {
            file.findings.add(
                    JsonPointer.compile("/system"),
                    "another file declares the system \"" + other + "\" too",
                    "Give each system a name of its own.");
        }
    }

    private static void channel(
            String system,
            Map.Entry<String, JsonNode> entry,
            CatalogReading.FileReading file,
            Map<String, String> seen) {
        JsonPointer at = JsonPointer.compile("/channels").appendProperty(entry.getKey());
        String channel = entry.getValue().asText();
        if (channel.startsWith("#")) {
            file.findings.add(at, "a channel is named without the #", "Write \"" + channel.substring(1) + "\".");
            return;
        }
        String other = seen.putIfAbsent(channel, system);
        if (other != null && !other.equals(system)) {
            file.findings.add(
                    at,
                    "the channel \"" + channel + "\" belongs to the system \"" + other + "\" already",
                    "A channel tells which system is meant, so each needs its own.");
        }
    }
}
