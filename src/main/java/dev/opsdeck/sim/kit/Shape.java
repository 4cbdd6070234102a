package dev.opsdeck.sim.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one Block Kit object type; anything else in such an object is refused. */
final class Shape {
    /** A rule over several fields; answers what is wrong, or null. */
    interface Whole extends Function<JsonNode, @Nullable String> {}

    final String type;
    final Map<String, Rule> fields = new LinkedHashMap<>();
    final Set<String> required = new LinkedHashSet<>();
    final Set<Whole> wholes = new LinkedHashSet<>();

    Shape(String type) {
        this.type = type;
    }

    Shape must(String field, Rule rule) {
        required.add(field);
        return may(field, rule);
    }

    Shape may(String field, Rule rule) {
        fields.put(field, rule);
        return this;
    }

    Shape also(Whole whole) {
        wholes.add(whole);
        return this;
    }

    Shape exactlyOne(String a, String b) {
        return also(node -> node.has(a) == node.has(b) ? "must define either `" + a + "` or `" + b + "`" : null);
    }
}
