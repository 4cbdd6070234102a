package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Table;
import io.fabric8.kubernetes.api.model.Event;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Warnings of a namespace, or of what belongs to one service; Kubernetes forgets them after an hour. */
@Singleton
final class EventsProber implements Prober<Probe.Events> {
    private static final int MOST = 50;
    private static final List<String> COLUMNS = List.of("Last seen", "Times", "Reason", "Object", "Message");

    private final ClusterQuestions questions;

    EventsProber(ClusterQuestions questions) {
        this.questions = questions;
    }

    @Override
    public Class<Probe.Events> asks() {
        return Probe.Events.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Events probe, Duration patience) {
        return questions.ask(system, "Could not look at the events of " + system.name() + ". ", reader -> {
            Predicate<Event> wanted = concerns(system, probe.service(), reader);
            List<Warning> warnings = reader.warnings().stream()
                    .filter(wanted)
                    .map(Warning::of)
                    .sorted(Comparator.comparing(Warning::lastSeen).reversed())
                    .toList();
            return reading(warnings, probe.service() == null ? reader.namespace() : probe.service());
        });
    }

    private Predicate<Event> concerns(ManagedSystem system, @Nullable String service, ClusterReader reader) {
        return service == null
                ? _ -> true
                : EventScope.of(new ServicePods(reader), questions.service(system, service))::contains;
    }

    private static Reading reading(List<Warning> warnings, String of) {
        long times = warnings.stream().mapToLong(Warning::times).sum();
        String summary = warnings.isEmpty()
                ? "No warnings of " + of + " within the last hour."
                : warnings.size() + (warnings.size() == 1 ? " warning" : " warnings") + " of " + of + ", seen " + times
                        + (times == 1 ? " time" : " times") + "; the latest: "
                        + warnings.getFirst().inWords();
        return Reading.of(
                summary,
                List.of(Measure.of("warnings", warnings.size(), null)),
                warnings.isEmpty()
                        ? null
                        : new Table(
                                COLUMNS,
                                warnings.stream().limit(MOST).map(Warning::row).toList(),
                                warnings.size() <= MOST));
    }
}
