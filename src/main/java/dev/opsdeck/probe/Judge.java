package dev.opsdeck.probe;

import dev.opsdeck.catalog.Threshold;
import dev.opsdeck.catalog.Thresholds;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds answers against the catalog's thresholds and expectations, and against nothing else. */
public final class Judge {
    private static final int NAMED = 4;

    private Judge() {}

    public static Finding judge(Question question, Answer answer) {
        return switch (answer) {
            case Answer.Unknown(String reason, Duration took) ->
                new Finding(Level.UNKNOWN, question.subject(), reason, null, null, took);
            case Answer.Read(Reading reading, Duration took) -> judge(question, reading, took);
        };
    }

    private static Finding judge(Question question, Reading reading, Duration took) {
        List<Measure> measures = measures(question, reading);
        if (measures.isEmpty()
                && !question.thresholds().isEmpty()
                && reading.failures().isEmpty()) {
            return new Finding(
                    Level.UNKNOWN,
                    question.subject(),
                    "There is no value to hold against the threshold: " + reading.summary(),
                    null,
                    reading,
                    took);
        }
        Level crossed = crossed(question.thresholds(), measures);
        Level failed = reading.failures().isEmpty() ? Level.FINE : Level.of(question.failing());
        String statement = reading.failures().isEmpty()
                ? reading.summary()
                : String.join(" ", reading.failures()) + (crossed == Level.FINE ? "" : " " + reading.summary());
        return new Finding(
                crossed.isWorseThan(failed) ? crossed : failed,
                question.subject(),
                statement,
                words(crossed, question.thresholds(), measures),
                reading,
                took);
    }

    private static List<Measure> measures(Question question, Reading reading) {
        if (reading.measures().isEmpty()) {
            return List.of();
        }
        String of = question.of();
        String name = of == null ? reading.measures().getFirst().name() : of;
        return reading.measures().stream()
                .filter(measure -> measure.name().equals(name) && Double.isFinite(measure.value()))
                .toList();
    }

    private static Level crossed(Thresholds thresholds, List<Measure> measures) {
        if (isMet(thresholds.critical(), measures)) {
            return Level.CRITICAL;
        }
        if (isMet(thresholds.warning(), measures)) {
            return Level.WARNING;
        }
        return isMet(thresholds.info(), measures) ? Level.INFO : Level.FINE;
    }

    private static boolean isMet(@Nullable Threshold threshold, List<Measure> measures) {
        return threshold != null && measures.stream().anyMatch(measure -> threshold.isMetBy(measure.value()));
    }

    private static @Nullable String words(Level level, Thresholds thresholds, List<Measure> measures) {
        Threshold threshold =
                switch (level) {
                    case CRITICAL -> thresholds.critical();
                    case WARNING -> thresholds.warning();
                    case INFO -> thresholds.info();
                    case UNKNOWN, FINE -> null;
                };
        if (threshold == null) {
            return null;
        }
        List<Measure> over = measures.stream()
                .filter(measure -> threshold.isMetBy(measure.value()))
                .toList();
        String values = over.stream().limit(NAMED).map(Judge::value).collect(Collectors.joining(", "));
        return values + (over.size() > NAMED ? " and " + (over.size() - NAMED) + " more" : "") + "; threshold "
                + threshold;
    }

    private static String value(Measure measure) {
        String label = measure.label().isEmpty() ? "" : " of " + measure.label();
        return measure.name() + label + " " + Spoken.value(measure.value(), measure.unit());
    }
}
