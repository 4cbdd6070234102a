package dev.opsdeck.flow;

import dev.opsdeck.capture.Capture;
import dev.opsdeck.capture.CapturedLine;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.flow.LogFollowStore.Follow;
import dev.opsdeck.probe.LogLevels;
import dev.opsdeck.probe.LogLine;
import dev.opsdeck.probe.LogQuery;
import dev.opsdeck.probe.LogSources;
import dev.opsdeck.probe.ProbeException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds what was written to a followed log since it was last looked at. */
@Singleton
final class LogNews {
    /** More comes at the next look. */
    private static final int MOST_CHARACTERS = 2_000_000;

    private static final int LINES_BEFORE = 10;

    /** Lines of one instance may arrive this much later than younger ones of another. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final LogSources sources;
    private final LiveCatalog catalog;

    LogNews(LogSources sources, LiveCatalog catalog) {
        this.sources = sources;
        this.catalog = catalog;
    }

    /** A line as it goes into the capture. */
    record Line(char mark, String instance, String head, String text) {}

    /**
     * New lines.
     *
     * @param cursors how far they go
     */
    record Found(List<Line> lines, Map<String, Instant> cursors) {}

    /** @throws ProbeException when the log cannot be read */
    Found since(Capture capture, Follow follow) {
        ManagedSystem system = catalog.current().systems().get(capture.origin().system());
        List<Service> services =
                system == null ? List.of() : services(system, capture.origin().service());
        if (system == null || services.isEmpty()) {
            throw new ProbeException(LogPages.name(capture) + " is not in the catalog any more.");
        }
        var news = new News(follow);
        sources.stream(system, services, query(follow), news::take);
        return new Found(news.lines, news.cursors());
    }

    private static List<Service> services(ManagedSystem system, String service) {
        return service.isEmpty()
                ? List.copyOf(system.services().values())
                : Optional.ofNullable(system.services().get(service)).stream().toList();
    }

    private static LogQuery query(Follow follow) {
        return follow.cursors().values().stream()
                .min(Instant::compareTo)
                .map(LogQuery::from)
                .orElseGet(() -> LogQuery.last(LINES_BEFORE));
    }

    private static final class News {
        private final Map<String, Instant> before;
        private final Map<String, Instant> cursors;
        private final Predicate<CapturedLine> fits;
        private final LogLevels levels = new LogLevels();
        private final List<Line> lines = new ArrayList<>();
        private int characters;

        News(Follow follow) {
            this.before = follow.cursors();
            this.cursors = new HashMap<>(before);
            this.fits = follow.view().filter().predicate();
        }

        boolean take(LogLine line) {
            Instant seen = before.get(line.instance());
            if (seen != null && !line.at().isAfter(seen)) {
                return true;
            }
            cursors.merge(line.instance(), line.at(), News::later);
            var kept = new Line(LogMark.of(levels.of(line)), line.instance(), LogMark.head(line), line.text());
            if (fits.test(new CapturedLine(0, kept.mark(), kept.head() + kept.text()))) {
                lines.add(kept);
                characters += line.text().length();
            }
            return characters < MOST_CHARACTERS;
        }

        /** Those of instances that are silent move, too, lest ever more is read to find their next line. */
        Map<String, Instant> cursors() {
            cursors.values().stream()
                    .max(Instant::compareTo)
                    .map(last -> last.minus(LATE))
                    .ifPresent(least -> cursors.replaceAll((_, at) -> later(at, least)));
            return cursors;
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }
}
