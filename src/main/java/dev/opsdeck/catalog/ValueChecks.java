package dev.opsdeck.catalog;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Checks values against what the annotations of their components ask for. */
final class ValueChecks {
    private final Findings findings;

    ValueChecks(Findings findings) {
        this.findings = findings;
    }

    void check(RecordShape.Key key, JsonNode value, JsonPointer at) {
        texts(key, HttpUrl.class, value, at, this::url);
        texts(key, CronLine.class, value, at, this::cron);
        texts(key, Name.class, value, at, this::name);
        texts(key, RiskWord.class, value, at, this::risk);
        texts(key, ZoneName.class, value, at, this::zone);
        texts(key, HandOverTime.class, value, at, this::handOver);
        rule(key, Range.class).ifPresent(range -> range(range, value, at));
        if (key.component().isAnnotationPresent(NotEmpty.class) && value.isArray() && value.isEmpty()) {
            findings.add(at, "\"" + key.name() + "\" must hold something", null);
        }
    }

    private void url(String text, JsonPointer at) {
        try {
            URI uri = new URI(text);
            boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!isWeb || uri.getHost() == null) {
                findings.add(at, "this is not a complete URL", "Write it like http://localhost:8080/health.");
            }
        } catch (URISyntaxException e) {
            findings.add(
                    at,
                    "this is not a URL: " + e.getReason().toLowerCase(Locale.ROOT) + " at character "
                            + (e.getIndex() + 1),
                    "Write it like http://localhost:8080/health.");
        }
    }

    private void cron(String text, JsonPointer at) {
        try {
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(text);
        } catch (IllegalArgumentException e) {
            findings.add(
                    at,
                    "\"" + text + "\" is not a cron line: " + firstSentence(e),
                    "Five fields: minute, hour, day of month, month, day of week; \"0 2 * * *\" is every night at two.");
        }
    }

    private static String firstSentence(IllegalArgumentException e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        int prefix = message.indexOf(". ");
        String reason = prefix > 0 && message.startsWith("Failed to parse") ? message.substring(prefix + 2) : message;
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }

    private void name(String text, JsonPointer at) {
        if (!text.matches(Name.PATTERN)) {
            findings.add(
                    at,
                    "\"" + text + "\" cannot be typed in a command",
                    "Use letters, digits, dashes, dots and underscores.");
        }
    }

    private void zone(String text, JsonPointer at) {
        Set<String> known = ZoneId.getAvailableZoneIds();
        if (!known.contains(text)) {
            findings.add(at, "there is no time zone \"" + text + "\"", Findings.didYouMean(text, known));
        }
    }

    private void handOver(String text, JsonPointer at) {
        if (HandOver.parse(text).isEmpty()) {
            findings.add(at, "\"" + text + "\" is not when turns begin", "Write it like \"Mon 09:00\" or \"09:00\".");
        }
    }

    private void risk(String text, JsonPointer at) {
        List<String> words =
                List.of(Risk.READ.word(), Risk.CHANGE.word(), Risk.DESTRUCTIVE.word(), AccessFile.EVERYTHING);
        if (!words.contains(text)) {
            findings.add(at, "\"" + text + "\" is no risk", Findings.didYouMean(text, words));
        }
    }

    private void range(Range range, JsonNode value, JsonPointer at) {
        if (value.isNumber() && (value.asDouble() < range.min() || value.asDouble() > range.max())) {
            String most = range.max() == Integer.MAX_VALUE ? "" : " and at most " + range.max();
            findings.add(at, value.asText() + " is out of range", "It must be at least " + range.min() + most + ".");
        }
    }

    private <A extends Annotation> void texts(
            RecordShape.Key key,
            Class<A> annotation,
            JsonNode value,
            JsonPointer at,
            BiConsumer<String, JsonPointer> check) {
        if (rule(key, annotation).isPresent()) {
            eachText(value, at, check);
        }
    }

    static void eachText(JsonNode value, JsonPointer at, BiConsumer<String, JsonPointer> check) {
        if (value.isTextual()) {
            check.accept(value.textValue(), at);
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                eachText(value.get(i), at.appendIndex(i), check);
            }
        }
    }

    static Set<String> keysOf(JsonNode map) {
        Set<String> keys = new java.util.LinkedHashSet<>();
        map.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static <A extends Annotation> Optional<A> rule(RecordShape.Key key, Class<A> annotation) {
        return Optional.ofNullable(key.component().getAnnotation(annotation));
    }
}
