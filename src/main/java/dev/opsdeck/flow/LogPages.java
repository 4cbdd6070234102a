package dev.opsdeck.flow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.opsdeck.capture.Capture;
import dev.opsdeck.capture.CaptureStore;
import dev.opsdeck.capture.CaptureStore.Direction;
import dev.opsdeck.capture.CapturedLine;
import dev.opsdeck.catalog.LogLevel;
import dev.opsdeck.message.Actions;
import dev.opsdeck.message.LogBlocks;
import dev.opsdeck.message.LogCard;
import dev.opsdeck.message.LogPage;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the lines of a captured log that a page shows; nothing is fetched again. */
@Singleton
final class LogPages {
    private static final int MOST_LINES = 50;
    private static final int REMEMBERED = 1_000;

    private final CaptureStore captures;
    private final Cache<Searched, Long> counts =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    LogPages(CaptureStore captures) {
        this.captures = captures;
    }

    private record Searched(long capture, long lines, LogFilter filter) {}

    /** @param most lines at most; 0 for as many as fit into a message */
    Message page(Capture capture, LogView view, int most) {
        Found found = find(capture, view, most == 0 ? MOST_LINES : Math.min(most, MOST_LINES));
        return LogCard.of(new LogPage(
                name(capture),
                facts(capture, view.filter(), found.lines()),
                shown(capture, found.lines()),
                warning(capture),
                buttons(capture, view, found)));
    }

    static String name(Capture capture) {
        String service = capture.origin().service();
        return capture.origin().system() + (service.isEmpty() ? "" : "/" + service);
    }

    /** @param lines oldest first */
    private record Found(List<CapturedLine> lines, boolean older, boolean newer) {}

    private Found find(Capture capture, LogView view, int most) {
        boolean backward = view.direction() == Direction.BACKWARD;
        long line = Math.min(view.line(), capture.lines());
        var lines = new ArrayList<CapturedLine>();
        Predicate<CapturedLine> fits = view.filter().predicate();
        var more = new AtomicBoolean();
        var left = new AtomicLong(LogCard.ROOM);
        captures.scan(capture.id(), line, view.direction(), each -> {
            if (!fits.test(each)) {
                return true;
            }
            // Whatever is shown instead of the time and the instance is shorter than they are.
            if (lines.size() == most || left.addAndGet(-LogBlocks.room(each.text())) < 0) {
                more.set(true);
                return false;
            }
            lines.add(each);
            return true;
        });
        boolean behind = any(capture, view, line, backward ? Direction.FORWARD : Direction.BACKWARD);
        return backward ? new Found(lines.reversed(), more.get(), behind) : new Found(lines, behind, more.get());
    }

    private boolean any(Capture capture, LogView view, long line, Direction direction) {
        Predicate<CapturedLine> fits = view.filter().predicate();
        var found = new AtomicBoolean();
        captures.scan(capture.id(), line, direction, each -> {
            found.set(fits.test(each));
            return !found.get();
        });
        return found.get();
    }

    /** How many lines fit. */
    long count(Capture capture, LogFilter filter) {
        if (filter.isEmpty()) {
            return capture.lines();
        }
        if (!filter.searches()) {
            return filter.levels().stream()
                    .mapToLong(level -> LogMark.count(capture, level))
                    .sum();
        }
        return counts.get(new Searched(capture.id(), capture.lines(), filter), _ -> {
            Predicate<CapturedLine> fits = filter.predicate();
            var count = new AtomicLong();
            captures.scan(capture.id(), 0, Direction.FORWARD, line -> {
                if (fits.test(line)) {
                    count.incrementAndGet();
                }
                return true;
            });
            return count.get();
        });
    }

    private List<String> facts(Capture capture, LogFilter filter, List<CapturedLine> lines) {
        var facts = new ArrayList<String>();
        if (!lines.isEmpty()) {
            facts.add(range(capture, lines));
        }
        filter.words().ifPresent(words -> facts.add(number(count(capture, filter)) + " fit: " + words));
        levels(capture).ifPresent(facts::add);
        facts.add(Mrkdwn.escape(capture.origin().title()) + ", fetched " + Mrkdwn.second(capture.takenAt()));
        facts.add("times in UTC");
        return facts;
    }

    private static String range(Capture capture, List<CapturedLine> lines) {
        long first = lines.getFirst().number() + 1;
        long last = lines.getLast().number() + 1;
        String what = first == last ? "Line " + number(first) : "Lines " + number(first) + " to " + number(last);
        return what + " of " + number(capture.lines());
    }

    private static Optional<String> levels(Capture capture) {
        var words = new ArrayList<String>();
        for (LogLevel level : List.of(LogLevel.FATAL, LogLevel.ERROR, LogLevel.WARN)) {
            long count = LogMark.count(capture, level);
            if (count > 0) {
                words.add(number(count) + " " + level.name().toLowerCase(Locale.ROOT));
            }
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** The time of day, with the date where the lines are of several days; the instance where there are several. */
    static List<String> shown(Capture capture, List<CapturedLine> lines) {
        if (lines.isEmpty()) {
            return List.of();
        }
        boolean severalDays = !day(lines.getFirst()).equals(day(lines.getLast()));
        boolean severalInstances = capture.origin().service().isEmpty()
                || lines.stream()
                                .map(line -> LogMark.instance(line.text()))
                                .distinct()
                                .count()
                        > 1;
        return lines.stream()
                .map(line -> time(line, severalDays)
                        + (severalInstances ? " " + LogMark.instance(line.text()) + " |" : "")
                        + " " + LogMark.text(line.text()))
                .toList();
    }

    private static String day(CapturedLine line) {
        return line.text().substring(0, "2026-01-01".length());
    }

    private static String time(CapturedLine line, boolean withDay) {
        String time = LogMark.time(line.text());
        String second = time.substring("2026-01-01T".length(), "2026-01-01T00:00:00".length());
        return withDay ? day(line).substring("2026-".length()) + " " + second : second;
    }

    private static @Nullable String warning(Capture capture) {
        return capture.complete()
                ? null
                : "There was more: only the first " + CaptureStore.MOST_BYTES / (1024 * 1024)
                        + " MB are kept, or what came in time. Give a shorter --since for the newest lines.";
    }

    private static Map<String, String> buttons(Capture capture, LogView view, Found found) {
        var buttons = new HashMap<String, String>();
        if (capture.lines() == 0) {
            return buttons;
        }
        if (found.older() && !found.lines().isEmpty()) {
            buttons.put(
                    Actions.LOG_OLDER,
                    view.at(found.lines().getFirst().number(), Direction.BACKWARD)
                            .value());
        }
        if (found.newer() && !found.lines().isEmpty()) {
            buttons.put(
                    Actions.LOG_NEWER,
                    view.at(found.lines().getLast().number() + 1, Direction.FORWARD)
                            .value());
        }
        LogFilter filter = view.filter();
        if (filter.levels().isEmpty()) {
            buttons.put(
                    Actions.LOG_ERRORS, view.with(filter.of(LogFilter.ERRORS)).value());
        } else {
            buttons.put(Actions.LOG_ALL_LEVELS, view.with(filter.of(Set.of())).value());
        }
        buttons.put(Actions.LOG_FILTER, view.value());
        buttons.put(Actions.LOG_EXPORT, view.value());
        return buttons;
    }
}
