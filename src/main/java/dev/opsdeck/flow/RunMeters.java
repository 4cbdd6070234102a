package dev.opsdeck.flow;

import dev.opsdeck.command.Entry;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.StepRecord;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Numbers about commands, runs and steps for Prometheus. */
@Singleton
final class RunMeters {
    private final MeterRegistry registry;
    private final Grammar grammar;

    RunMeters(MeterRegistry registry, Grammar grammar, QueueAge queueAge) {
        this.registry = registry;
        this.grammar = grammar;
        Gauge.builder("opsdeck.queue.age.seconds", queueAge, QueueAge::seconds)
                .description("How long the oldest run that may start has waited")
                .register(registry);
    }

    /** A command was answered; {@code result} is ok, run, dry-run, denied, unclear, mistake or fault. */
    void command(String text, String result) {
        registry.counter("opsdeck.commands", "command", word(text), "result", result)
                .increment();
    }

    /** Only words that are commands: what people mistype must not become a time series each. */
    private String word(String text) {
        String first = text.strip().split("\\s+", 2)[0];
        return grammar.entry(first).map(Entry::word).orElse("other");
    }

    void moved(Run run) {
        Instant started = run.startedAt();
        Instant ended = run.endedAt();
        if (ended == null) {
            return;
        }
        String state = run.state().name().toLowerCase(Locale.ROOT);
        Duration took = started == null ? Duration.ZERO : Duration.between(started, ended);
        registry.timer("opsdeck.run.duration", "system", run.plan().system(), "state", state)
                .record(took);
    }

    void ended(StepRecord step) {
        Instant started = step.startedAt();
        Instant ended = step.endedAt();
        if (started != null && ended != null) {
            String kind = step.step().getClass().getSimpleName().toLowerCase(Locale.ROOT);
            String state = step.state().name().toLowerCase(Locale.ROOT);
            registry.timer("opsdeck.step.duration", "step", kind, "state", state)
                    .record(Duration.between(started, ended));
        }
    }
}
