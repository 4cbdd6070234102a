package dev.opsdeck.catalog;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Steps and questions as the catalog writes them, by the same {@link RecordShape} that reads them: maps, lists, texts,
 * numbers and truth values. What may be left out is.
 */
public final class Written {
    private Written() {}

    /** {@code {restart: backend}}, or {@code {logs: {service: backend, tail: 50}}}. */
    public static Map<String, Object> step(StepSpec step) {
        return oneKey((Record) step);
    }

    /** {@code {disk: {host: web-1}}}. */
    public static Map<String, Object> probe(Probe probe) {
        return oneKey((Record) probe);
    }

    private static Map<String, Object> oneKey(Record record) {
        RecordShape shape = RecordShape.of(record.getClass());
        Map<String, Object> map = map(record, shape);
        String shortForm = shape.shortForm().map(RecordShape.Key::name).orElse("");
        Object alone = map.size() == 1 ? map.get(shortForm) : null;
        return Map.of(RecordShape.kindOf(record.getClass()), alone == null ? map : alone);
    }

    private static Map<String, Object> map(Record record, RecordShape shape) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (RecordShape.Key key : shape.written()) {
            Object value = value(component(record, key));
            if (value != null && !isUsual(key, value)) {
                map.put(key.name(), value);
            }
        }
        return map;
    }

    private static boolean isUsual(RecordShape.Key key, Object value) {
        return key.fallback()
                .map(usual -> usual.value().equals(value.toString()))
                .orElse(value.equals(List.of()) || value.equals(Map.of()));
    }

    private static @Nullable Object component(Record record, RecordShape.Key key) {
        try {
            return key.component().getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record of the catalog keeps its " + key.name() + " to itself", e);
        }
    }

    private static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Duration duration -> Durations.format(duration);
            case Pattern pattern -> pattern.pattern();
            case Threshold threshold -> threshold.toString();
            case Enum<?> constant -> RecordShape.wordOf(constant);
            default -> value;
        };
    }
}
