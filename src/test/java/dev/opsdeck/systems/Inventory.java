package dev.opsdeck.systems;

import dev.opsdeck.catalog.Risk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What a system's runbook has people do, in the order of the page. */
record Inventory(CoveredSystem system, List<Procedure> procedures) {
    private static final Set<String> KEYS = Set.of("id", "title", "risk", "by", "proof", "careful");

    /** Empty while nobody has written it. */
    static Optional<Inventory> of(CoveredSystem system) {
        String file = "/inventory/" + system.id() + ".yml";
        try (InputStream stream = Inventory.class.getResourceAsStream(file)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new Inventory(
                            system,
                            entries(stream).stream().map(Inventory::procedure).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For reports. */
    @Override
    public String toString() {
        return system.id();
    }

    Procedure procedure(String id) {
        return procedures.stream()
                .filter(procedure -> procedure.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The inventory has no " + id));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> entries(InputStream stream) {
        return (List<Map<String, Object>>) new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
    }

    private static Procedure procedure(Map<String, Object> entry) {
        if (!KEYS.containsAll(entry.keySet())) {
            throw new IllegalArgumentException("unknown keys in " + entry);
        }
        return new Procedure(
                text(entry, "id"),
                text(entry, "title"),
                Risk.valueOf(text(entry, "risk").toUpperCase(Locale.ROOT)),
                way(entry),
                Proof.of(text(entry, "proof")),
                entry.containsKey("careful") ? text(entry, "careful") : null);
    }

    private static Way way(Map<String, Object> entry) {
        Map<String, String> written = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(entry.get("by"), entry.toString()))
                .forEach((key, value) -> written.put(String.valueOf(key), String.valueOf(value)));
        return Way.of(written);
    }

    private static String text(Map<String, Object> entry, String key) {
        return String.valueOf(Objects.requireNonNull(entry.get(key), () -> key + " is missing in " + entry))
                .strip();
    }
}
