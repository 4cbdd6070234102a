package dev.opsdeck.command;

import dev.opsdeck.catalog.HandOver;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A point in time as people type it: {@code 18:00}, {@code tomorrow 08:00}, {@code Sun 02:00}, {@code first Sun 02:00},
 * {@code 2026-12-01 02:00}, {@code 2026-12-01T02:00Z}, {@code 4h} from now.
 */
public sealed interface Moment {
    /** What can be typed, for whoever typed something else. */
    String HINT =
            "Say 18:00, \"tomorrow 08:00\", \"Sun 02:00\", \"first Sun 02:00\", \"2026-12-01 02:00\", 2026-12-01T02:00Z or 4h.";

    /** The next time it is so after {@code now}; a date and an offset mean what they say, also in the past. */
    Instant after(Instant now, ZoneId zone);

    /** The moment that the text says. */
    static Optional<Moment> parse(String typed) {
        String text = typed.strip().replaceFirst("(?i)\\s+utc$", "Z").replaceAll("\\s+", " ");
        return Optional.<Moment>empty()
                .or(() -> Period.parse(text.replaceFirst("(?i)^in ", "")).map(FromNow::new))
                .or(() -> WithOffset.read(text))
                .or(() -> OnDate.read(text))
                .or(() -> FirstOfMonth.read(text))
                .or(() -> OnDay.read(text));
    }

    /** So much later. */
    record FromNow(Duration later) implements Moment {
        @Override
        public Instant after(Instant now, ZoneId zone) {
            return now.plus(later);
        }
    }

    /** With an offset from UTC: clear in itself. */
    record WithOffset(Instant at) implements Moment {
        static Optional<Moment> read(String text) {
            try {
                return Optional.of(new WithOffset(
                        OffsetDateTime.parse(text.toUpperCase(Locale.ROOT).replace(' ', 'T'))
                                .toInstant()));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }

        @Override
        public Instant after(Instant now, ZoneId zone) {
            return at;
        }
    }

    /** On a date, in the zone of whoever reads it. */
    record OnDate(LocalDate date, LocalTime time) implements Moment {
        private static final Pattern SHAPE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[ Tt](\\d{1,2}:\\d{2})");

        static Optional<Moment> read(String text) {
            Matcher matcher = SHAPE.matcher(text);
            try {
                return matcher.matches()
                        ? HandOver.parse(matcher.group(2))
                                .map(at -> new OnDate(LocalDate.parse(matcher.group(1)), at.time()))
                        : Optional.empty();
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }

        @Override
        public Instant after(Instant now, ZoneId zone) {
            return date.atTime(time).atZone(zone).toInstant();
        }
    }

    /** On the first such day of a month, this one or the next. */
    record FirstOfMonth(DayOfWeek day, LocalTime time) implements Moment {
        private static final Pattern SHAPE = Pattern.compile("(?i)first (.+)");

        static Optional<Moment> read(String text) {
            Matcher matcher = SHAPE.matcher(text);
            return matcher.matches()
                    ? HandOver.parse(matcher.group(1))
                            .flatMap(at -> Optional.ofNullable(at.day()).map(day -> new FirstOfMonth(day, at.time())))
                    : Optional.empty();
        }

        @Override
        public Instant after(Instant now, ZoneId zone) {
            LocalDate here = now.atZone(zone).toLocalDate();
            Instant at = in(here, zone);
            return at.isAfter(now) ? at : in(here.plusMonths(1), zone);
        }

        private Instant in(LocalDate month, ZoneId zone) {
            return month.with(TemporalAdjusters.firstInMonth(day))
                    .atTime(time)
                    .atZone(zone)
                    .toInstant();
        }
    }

    /**
     * The next time that the clock shows this.
     *
     * @param day null for any
     */
    record OnDay(@Nullable DayOfWeek day, boolean tomorrow, LocalTime time) implements Moment {
        static Optional<Moment> read(String text) {
            String rest = text.replaceFirst("(?i)^(today|tomorrow) ", "");
            boolean tomorrow = text.toLowerCase(Locale.ROOT).startsWith("tomorrow ");
            return HandOver.parse(rest)
                    .filter(at -> at.day() == null || rest.length() == text.length())
                    .map(at -> new OnDay(at.day(), tomorrow, at.time()));
        }

        @Override
        public Instant after(Instant now, ZoneId zone) {
            ZonedDateTime here = now.atZone(zone);
            LocalDate date = tomorrow ? here.toLocalDate().plusDays(1) : here.toLocalDate();
            LocalDate first = day == null ? date : date.with(TemporalAdjusters.nextOrSame(day));
            Instant at = first.atTime(time).atZone(zone).toInstant();
            return at.isAfter(now)
                    ? at
                    : first.plusDays(day == null ? 1 : 7)
                            .atTime(time)
                            .atZone(zone)
                            .toInstant();
        }
    }
}
