package dev.opsdeck.systems;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opsdeck.catalog.RunbookStep;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a catalog as inventories name them: the key and then the values, {@code logs backend-api 100}. The
 * beginning of it is enough.
 */
final class StepWords {
    private StepWords() {}

    /** @param step a record of one of the catalog's kinds of steps or probes */
    static String of(Record step) {
        List<String> words = new ArrayList<>();
        words.add(key(step.getClass().getSimpleName()));
        for (RecordComponent component : step.getClass().getRecordComponents()) {
            Object value = value(step, component);
            if (value != null) {
                words.add(value instanceof Enum<?> word ? key(word.name()) : value.toString());
            }
        }
        return String.join(" ", words);
    }

    static String of(RunbookStep step) {
        var entry = step.written().properties().iterator().next();
        List<String> words = new ArrayList<>(List.of(entry.getKey()));
        add(entry.getValue(), words);
        return String.join(" ", words);
    }

    private static void add(JsonNode value, List<String> words) {
        if (value.isContainerNode()) {
            value.forEach(part -> add(part, words));
        } else {
            words.add(value.asText());
        }
    }

    private static String key(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").replace('_', '-').toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object value(Record step, RecordComponent component) {
        try {
            var accessor = Objects.requireNonNull(component.getAccessor());
            accessor.setAccessible(true);
            return accessor.invoke(step);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
