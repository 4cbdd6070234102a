package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that several catalogs mean the same by a person, a role or a rule of the same name. */
final class AccessAgreement {
    private final List<CatalogReading.FileReading> files;
    private final Map<String, Said> said = new HashMap<>();

    AccessAgreement(List<CatalogReading.FileReading> files) {
        this.files = files;
    }

    /** What a file says first. */
    private record Said(String file, JsonNode what) {}

    void check() {
        for (CatalogReading.FileReading file : files) {
            file.tree().ifPresent(tree -> check(file, tree));
        }
    }

    private void check(CatalogReading.FileReading file, JsonNode tree) {
        for (String section : List.of("people", "roles")) {
            tree.path(section)
                    .properties()
                    .forEach(entry -> agree(
                            file,
                            JsonPointer.empty().appendProperty(section).appendProperty(entry.getKey()),
                            section + " " + entry.getKey(),
                            entry.getValue()));
        }
        for (int i = 0; i < tree.path("rules").size(); i++) {
            JsonNode rule = tree.path("rules").get(i);
            if (rule.path("name").isTextual()) {
                agree(
                        file,
                        JsonPointer.compile("/rules/" + i),
                        "rule " + rule.path("name").asText(),
                        rule);
            }
        }
        if (tree.has("break-glass")) {
            agree(file, JsonPointer.compile("/break-glass"), "break-glass", tree.path("break-glass"));
        }
    }

    private void agree(CatalogReading.FileReading file, JsonPointer at, String name, JsonNode what) {
        Said first = said.putIfAbsent(name, new Said(file.file(), what));
        if (first != null && !first.what().equals(what)) {
            file.findings.add(
                    at,
                    "this is not what " + first.file() + " says under the same name",
                    "Write the same in both, or use another name.");
        }
    }
}
