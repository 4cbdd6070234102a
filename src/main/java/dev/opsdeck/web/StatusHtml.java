package dev.opsdeck.web;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.opsdeck.routine.PublicState;
import dev.opsdeck.routine.StatusPageView;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The status page as HTML, in one file without anything from elsewhere. */
@Singleton
final class StatusHtml {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private final Template template;

    StatusHtml() {
        try (InputStream in = Objects.requireNonNull(StatusHtml.class.getResourceAsStream("/status.mustache"))) {
            this.template = Mustache.compiler().compile(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String of(StatusPageView view) {
        return template.execute(Map.of(
                "css", css(view.overall()),
                "overall", overall(view.overall()),
                "systems", view.systems().stream().map(StatusHtml::system).toList(),
                "incidents", view.incidents().stream().map(StatusHtml::trouble).toList(),
                "hasIncidents", !view.incidents().isEmpty(),
                "maintenance",
                        view.maintenance().stream().map(StatusHtml::planned).toList(),
                "hasMaintenance", !view.maintenance().isEmpty(),
                "past", view.past().stream().map(StatusHtml::trouble).toList(),
                "hasPast", !view.past().isEmpty()));
    }

    private static Map<String, Object> system(StatusPageView.Component system) {
        Double available = system.availability();
        return Map.of(
                "title", system.title(),
                "about", Objects.requireNonNullElse(system.about(), ""),
                "css", css(system.state()),
                "state", word(system.state()),
                "available",
                        available == null
                                ? "No history yet"
                                : String.format(Locale.ROOT, "%.2f %% available", available),
                "from", DAY.format(system.history().getFirst().date()),
                "days", system.history().stream().map(StatusHtml::day).toList());
    }

    private static Map<String, Object> day(StatusPageView.Day day) {
        return Map.of("css", css(day.state()), "title", title(day.date(), day));
    }

    private static String title(LocalDate date, StatusPageView.Day day) {
        if (day.state() == null) {
            return DAY.format(date) + ": nothing is known";
        }
        return DAY.format(date) + ": " + word(day.state())
                + (day.outageMinutes() > 0 ? ", outage for " + day.outageMinutes() + " min" : "")
                + (day.degradedMinutes() > 0 ? ", degraded for " + day.degradedMinutes() + " min" : "");
    }

    private static Map<String, Object> trouble(StatusPageView.Trouble trouble) {
        Instant resolved = trouble.resolvedAt();
        return Map.of(
                "title", trouble.title(),
                "system", trouble.system(),
                "when",
                        resolved == null
                                ? "Since " + TIME.format(trouble.since())
                                : TIME.format(trouble.since()) + " to " + TIME.format(resolved),
                "updates", trouble.updates().stream().map(StatusHtml::update).toList());
    }

    private static Map<String, Object> update(StatusPageView.Update update) {
        return Map.of(
                "at", TIME.format(update.at()),
                "status", Objects.requireNonNullElse(update.status(), ""),
                "hasStatus", update.status() != null,
                "lines", List.of(update.text().split("\n")));
    }

    private static Map<String, Object> planned(StatusPageView.Planned planned) {
        return Map.of(
                "system",
                planned.system(),
                "reason",
                planned.reason(),
                "when",
                TIME.format(planned.from()) + " to " + TIME.format(planned.until()),
                "state",
                planned.isOpen() ? "Under way" : "Planned");
    }

    private static String overall(PublicState state) {
        return switch (state) {
            case OPERATIONAL -> "All systems work";
            case MAINTENANCE -> "We are working on it: maintenance";
            case DEGRADED -> "Some things do not work as they should";
            case OUTAGE -> "Something is down";
        };
    }

    private static String word(PublicState state) {
        return switch (state) {
            case OPERATIONAL -> "Works";
            case MAINTENANCE -> "Maintenance";
            case DEGRADED -> "Degraded";
            case OUTAGE -> "Outage";
        };
    }

    private static String css(@Nullable PublicState state) {
        return state == null ? "unknown" : state.name().toLowerCase(Locale.ROOT);
    }
}
