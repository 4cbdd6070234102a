package dev.opsdeck.probe;

import dev.opsdeck.catalog.Durations;
import dev.opsdeck.catalog.LogLevel;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.StepSpec;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the lines of a service's log that fit, and shows the last ones. */
@Singleton
final class LogsProber implements Prober<StepSpec.Logs> {
    private static final int SHOWN = 20;

    private final LogSources sources;
    private final Clock clock;

    LogsProber(LogSources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public Class<StepSpec.Logs> asks() {
        return StepSpec.Logs.class;
    }

    @Override
    public Reading ask(ManagedSystem system, StepSpec.Logs probe, Duration patience) {
        Service service = Optional.ofNullable(system.services().get(probe.service()))
                .orElseThrow(() -> new ProbeException("There is no service " + probe.service() + " any more."));
        LogQuery query = probe.since() == null
                ? LogQuery.last(probe.tail())
                : LogQuery.from(clock.instant().minus(probe.since()));
        var fitting = new Fitting(probe);
        int instances = sources.stream(system, List.of(service), query, fitting);
        if (instances == 0) {
            throw new ProbeException("There is no instance of " + service.name() + " whose log could be read.");
        }
        return Reading.of(fitting.summary(), Measure.of("lines", fitting.count, null))
                .evidence(fitting.text());
    }

    private static final class Fitting implements LogSink {
        private final StepSpec.Logs probe;
        private final @Nullable Grep grep;
        private final LogLevels levels = new LogLevels();
        private final Deque<LogLine> last = new ArrayDeque<>();
        private int count;

        Fitting(StepSpec.Logs probe) {
            this.probe = probe;
            this.grep = probe.grep() == null ? null : new Grep(probe.grep());
        }

        @Override
        public boolean take(LogLine line) {
            Optional<LogLevel> level = levels.of(line);
            LogLevel least = probe.level();
            boolean serious = least == null
                    || level.filter(own -> own.compareTo(least) <= 0).isPresent();
            if (serious && (grep == null || grep.finds(line.text()))) {
                count++;
                last.addLast(line);
                if (last.size() > Math.min(SHOWN, probe.tail())) {
                    last.removeFirst();
                }
            }
            return true;
        }

        String summary() {
            String what = (probe.level() == null
                            ? ""
                            : " of level " + probe.level().name().toLowerCase(Locale.ROOT) + " or worse")
                    + (probe.grep() == null ? "" : " with \"" + probe.grep().pattern() + "\"");
            String among = probe.since() == null
                    ? " among the last " + probe.tail()
                    : " in the last " + Durations.format(probe.since());
            return count + (count == 1 ? " line" : " lines") + what + among;
        }

        String text() {
            var text = new StringBuilder();
            last.forEach(line -> text.append(line.at())
                    .append(' ')
                    .append(line.instance())
                    .append(' ')
                    .append(line.text())
                    .append('\n'));
            return text.toString();
        }
    }
}
