package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** State and history of a Deployment, StatefulSet or DaemonSet. */
@Singleton
final class RolloutProber implements Prober<Probe.Rollout> {
    private static final List<String> COLUMNS = List.of("Revision", "Since", "Pods", "Images", "Change cause");

    private static final int WARNINGS = 5;

    private final ClusterQuestions questions;
    private final EventsProber events;

    RolloutProber(ClusterQuestions questions, EventsProber events) {
        this.questions = questions;
        this.events = events;
    }

    @Override
    public Class<Probe.Rollout> asks() {
        return Probe.Rollout.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Rollout probe, Duration patience) {
        return questions.ask(system, "Could not look at the rollout of " + probe.service() + ". ", reader -> {
            Service service = questions.service(system, probe.service());
            Workload workload = new ServicePods(reader).workload(service);
            return reading(workload, Revision.of(reader, workload)).evidence(warnings(system, service));
        });
    }

    /** What went wrong lately is the first thing that people ask when a rollout does not go on. */
    private String warnings(ManagedSystem system, Service service) {
        try {
            Table table = events.ask(system, new Probe.Events(service.name()), Duration.ZERO)
                    .table();
            return table == null
                    ? ""
                    : table.rows().stream()
                            .limit(WARNINGS)
                            .map(row -> String.join("  ", row))
                            .collect(Collectors.joining("\n", "Latest warnings:\n", ""));
        } catch (ProbeException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private static Reading reading(Workload workload, List<Revision> history) {
        return new Reading(
                summary(workload, history),
                List.of(Measure.of("unavailable", workload.replicas().unavailable(), null)),
                workload.troubles(),
                history.isEmpty()
                        ? null
                        : new Table(
                                COLUMNS,
                                history.stream().map(RolloutProber::row).toList(),
                                true),
                "");
    }

    private static String summary(Workload workload, List<Revision> history) {
        String revision =
                history.isEmpty() ? "" : ", revision " + history.getFirst().number();
        return workload.title() + ": " + words(workload) + revision + ".";
    }

    private static String words(Workload workload) {
        RolloutState state = RolloutState.of(workload);
        int desired = workload.replicas().desired();
        if (state.isDone()) {
            return "rolled out, " + workload.replicas().available() + " of " + desired + " pods available"
                    + (workload.paused() ? ", paused" : "");
        }
        String how = workload.paused() ? "paused" : workload.troubles().isEmpty() ? "rolling out" : "stuck";
        return how + ", " + state.waitingFor();
    }

    private static List<String> row(Revision revision) {
        return List.of(
                String.valueOf(revision.number()),
                revision.created(),
                revision.pods(),
                String.join(", ", revision.images()),
                revision.cause());
    }
}
