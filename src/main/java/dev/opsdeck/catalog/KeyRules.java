package dev.opsdeck.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Writes what the annotations of a record's component say into the schema of its key. */
final class KeyRules {
    private KeyRules() {}

    /** What holds for the value as a whole. */
    static void ofKey(RecordShape.Key key, ObjectNode schema) {
        key.fallback()
                .filter(fallback -> !fallback.value().isEmpty())
                .ifPresent(fallback -> schema.set("default", CatalogMapper.scalarOrMap(fallback.value())));
        when(key, NotEmpty.class, schema, (it, rule) -> rule.put("minItems", 1));
        when(key, Range.class, schema, KeyRules::range);
        when(key, Doc.class, schema, (it, rule) -> rule.put("description", it.value()));
        if (key.component().getType() == String.class) {
            ofText(key, schema);
        }
    }

    /** What holds for the text, or for each text of a list. */
    static void ofText(RecordShape.Key key, ObjectNode schema) {
        when(key, HttpUrl.class, schema, (it, rule) -> rule.put("pattern", HttpUrl.PATTERN));
        when(key, CronLine.class, schema, (it, rule) -> rule.put("pattern", CronLine.PATTERN));
        when(key, Name.class, schema, (it, rule) -> rule.put("pattern", Name.PATTERN));
        when(key, RiskWord.class, schema, (it, rule) -> risks(rule.putArray("enum")));
    }

    private static void range(Range range, ObjectNode rule) {
        rule.put("minimum", range.min());
        if (range.max() != Integer.MAX_VALUE) {
            rule.put("maximum", range.max());
        }
    }

    private static void risks(ArrayNode words) {
        Arrays.stream(Risk.values()).forEach(risk -> words.add(risk.word()));
        words.add(AccessFile.EVERYTHING);
    }

    private static <A extends Annotation> void when(
            RecordShape.Key key, Class<A> annotation, ObjectNode schema, BiConsumer<A, ObjectNode> rule) {
        Optional.ofNullable(key.component().getAnnotation(annotation)).ifPresent(it -> rule.accept(it, schema));
    }
}
