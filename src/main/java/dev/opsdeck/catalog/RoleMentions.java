package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;

/** Checks that the roles which a system's file names are declared in {@code access.yml}. */
record RoleMentions(Set<String> roles, Findings findings) {
    void check(JsonNode system) {
        new TreeWalk(this::visit).along(ManagedSystem.class, system, JsonPointer.empty());
    }

    private void visit(RecordShape.Key key, JsonNode value, JsonPointer at) {
        if (key.component().isAnnotationPresent(RoleName.class)) {
            ValueChecks.eachText(value, at, (role, place) -> {
                if (Filling.parametersIn(TextNode.valueOf(role)).isEmpty() && !roles.contains(role)) {
                    findings.add(
                            place, "there is no role \"" + role + "\" in access.yml", Findings.didYouMean(role, roles));
                }
            });
        }
    }
}
