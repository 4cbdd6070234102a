package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Checks that the roles which a system's file names are declared in {@code access.yml}. */
record RoleMentions(Set<String> roles, Findings findings) {
    void check(JsonNode system) {
        new TreeWalk(this::visit).along(ManagedSystem.class, system, JsonPointer.empty());
    }

    private void visit(RecordShape.Key key, JsonNode value, JsonPointer at) {
        boolean isRole = key.component().isAnnotationPresent(RoleName.class) && value.isTextual();
        if (isRole && Filling.parametersIn(value).isEmpty() && !roles.contains(value.textValue())) {
            findings.add(
                    at,
                    "there is no role \"" + value.textValue() + "\" in access.yml",
                    Findings.didYouMean(value.textValue(), roles));
        }
    }
}
