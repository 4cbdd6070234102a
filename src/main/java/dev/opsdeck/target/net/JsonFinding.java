package dev.opsdeck.target.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidJsonException;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import dev.opsdeck.probe.ProbeException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What stands at a path of a JSON body.
 *
 * @param values as text, in the order of the body; empty when nothing is there
 */
record JsonFinding(List<String> values, List<String> failures) {
    private static final int SHOWN = 100;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Configuration ONE = Configuration.builder()
            .jsonProvider(new JacksonJsonProvider(JSON))
            .mappingProvider(new JacksonMappingProvider(JSON))
            .build();
    private static final Configuration MANY = ONE.addOptions(Option.ALWAYS_RETURN_LIST);

    /**
     * Looks and compares.
     *
     * @param expected what each value must be; null for anything that is there
     * @throws ProbeException when the path is not one
     */
    static JsonFinding of(HttpGet.Answer answer, String path, @Nullable String expected) {
        if (!answer.whole()) {
            return broken("Its answer is larger than 1 MB, too large to look for " + path + " in it.");
        }
        List<String> values;
        try {
            JsonPath compiled = compiled(path);
            // Asked for a list, the library refuses functions such as length().
            List<?> found = compiled.isDefinite()
                    ? Collections.singletonList(
                            JsonPath.using(ONE).parse(answer.text()).read(compiled))
                    : JsonPath.using(MANY).parse(answer.text()).read(compiled);
            values = found.stream().map(JsonFinding::text).toList();
        } catch (PathNotFoundException e) {
            values = List.of();
        } catch (InvalidJsonException e) {
            return broken("Its answer is not JSON, so there is nothing at " + path + ".");
        }
        return new JsonFinding(values, failures(values, path, expected));
    }

    private static JsonPath compiled(String path) {
        try {
            return JsonPath.compile(path);
        } catch (InvalidPathException e) {
            throw new ProbeException(
                    path + " in the catalog is not a JSONPath. Write it like $.status or $.checks[0].state.", e);
        }
    }

    private static List<String> failures(List<String> values, String path, @Nullable String expected) {
        if (values.isEmpty()) {
            return List.of("There is nothing at " + path + " in its answer.");
        }
        return values.stream()
                .filter(value -> expected != null && !same(value, expected))
                .findFirst()
                .map(value -> List.of(path + " is " + shown(value) + "; " + expected + " is expected."))
                .orElse(List.of());
    }

    private static boolean same(String value, String expected) {
        OptionalDouble number = number(value);
        OptionalDouble wanted = number(expected);
        return value.equals(expected) || (number.isPresent() && number.equals(wanted));
    }

    private static JsonFinding broken(String failure) {
        return new JsonFinding(List.of(), List.of(failure));
    }

    /** The number that was found; empty when it is none, or when there are several values. */
    OptionalDouble number() {
        return values.size() == 1 ? number(values.getFirst()) : OptionalDouble.empty();
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(new BigDecimal(text).doubleValue());
        } catch (NumberFormatException notANumber) {
            return OptionalDouble.empty();
        }
    }

    /** What was found, for people. */
    String words() {
        return values.isEmpty() ? "missing" : shown(String.join(", ", values));
    }

    /** A part of a long value could be a part of a secret, which nothing masks any more. */
    private static String shown(String value) {
        return value.length() <= SHOWN ? value : "a text of " + value.length() + " characters";
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was read as JSON can be written as JSON", e);
        }
    }
}
