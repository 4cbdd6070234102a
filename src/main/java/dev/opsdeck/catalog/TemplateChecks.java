package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.samskivert.mustache.MustacheException;
import java.util.Objects;

/** Checks that templates can be filled in: before an incident, not in the middle of one. */
final class TemplateChecks {
    private final JsonNode root;
    private final Findings findings;

    TemplateChecks(JsonNode root, Findings findings) {
        this.root = root;
        this.findings = findings;
    }

    void check() {
        root.path("templates").properties().forEach(entry -> {
            JsonPointer at = JsonPointer.empty().appendProperty("templates").appendProperty(entry.getKey());
            JsonNode template = entry.getValue();
            if (template.isTextual()) {
                check(template.textValue(), at);
            } else {
                template.properties().stream()
                        .filter(part ->
                                part.getKey().equals("text") || part.getKey().equals("subject"))
                        .filter(part -> part.getValue().isTextual())
                        .forEach(part -> check(part.getValue().textValue(), at.appendProperty(part.getKey())));
            }
        });
    }

    private void check(String text, JsonPointer at) {
        try {
            for (String name : Template.names(text)) {
                if (!Template.VARIABLES.contains(name)) {
                    findings.add(
                            at,
                            "a template knows nothing called \"" + name + "\"",
                            Findings.didYouMean(name, Template.VARIABLES));
                }
            }
        } catch (MustacheException e) {
            findings.add(
                    at,
                    "this is no template: " + Objects.requireNonNullElse(e.getMessage(), "it cannot be read"),
                    "Close every {{#section}} with {{/section}}, and every {{ with }}.");
        }
    }
}
