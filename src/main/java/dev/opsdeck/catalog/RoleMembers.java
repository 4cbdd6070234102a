package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** Who of the people in {@code access.yml} has which role; nothing can be said where no people are given. */
final class RoleMembers {
    private final JsonNode people;

    RoleMembers(JsonNode access) {
        this.people = access.path("people");
    }

    boolean peopleAreKnown() {
        return !people.isEmpty();
    }

    Set<String> groups() {
        Set<String> groups = new LinkedHashSet<>();
        people.forEach(person -> groups.addAll(texts(person.path("groups"))));
        return groups;
    }

    /** Ids of those who have the role. */
    Set<String> of(JsonNode role) {
        Set<String> ids = new LinkedHashSet<>();
        Set<String> users = texts(role.path("users"));
        Set<String> emails = texts(role.path("emails"));
        Set<String> groups = texts(role.path("groups"));
        people.properties().forEach(entry -> {
            JsonNode person = entry.getValue();
            boolean has = role.path("everyone").asBoolean()
                    || users.contains(entry.getKey())
                    || emails.contains(person.path("email").asText())
                    || texts(person.path("groups")).stream().anyMatch(groups::contains);
            if (has) {
                ids.add(entry.getKey());
            }
        });
        return ids;
    }

    boolean couldExist(JsonNode role) {
        return role.path("everyone").asBoolean()
                || !role.path("users").isEmpty()
                || !role.path("emails").isEmpty()
                || !role.path("groups").isEmpty();
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new LinkedHashSet<>();
        ValueChecks.eachText(list, JsonPointer.empty(), (text, at) -> texts.add(text));
        return texts;
    }
}
