package dev.opsdeck.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** One spelling for each value, so that equal entries have equal hashes. */
final class Canonical {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final TypeReference<LinkedHashMap<String, Object>> DETAIL = new TypeReference<>() {};

    private Canonical() {}

    /** JSON with sorted keys and no spaces. */
    static String json(Map<String, ?> detail) {
        try {
            return storable(JSON.writeValueAsString(detail));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The detail of an audit entry must be plain data", e);
        }
    }

    /**
     * Refuses what has no one spelling, where it is made: later it would take others' entries down with it.
     *
     * @throws IllegalArgumentException for anything but strings, numbers, booleans, lists and maps
     */
    static void requirePlain(Object value) {
        switch (value) {
            case String _, Boolean _, Number _ -> {}
            case Map<?, ?> map ->
                map.forEach((key, item) -> {
                    if (!(key instanceof String)) {
                        throw new IllegalArgumentException(
                                "The keys of an audit entry's detail must be strings: " + key);
                    }
                    requirePlain(item);
                });
            case Collection<?> items -> items.forEach(Canonical::requirePlain);
            case Object other ->
                throw new IllegalArgumentException("The detail of an audit entry must be plain data, not "
                        + other.getClass().getName());
        }
    }

    static Map<String, Object> detail(String json) {
        try {
            return JSON.readValue(json, DETAIL);
        } catch (JsonProcessingException e) {
            // A tampered row must still be shown; that it is broken is for the verification to say.
            return Map.of("unreadable", json);
        }
    }

    /** The text as PostgreSQL would give it back: it knows neither NUL nor half a surrogate pair. */
    static String storable(String text) {
        String valid = text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
        byte[] bytes = valid.getBytes(StandardCharsets.UTF_8);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
