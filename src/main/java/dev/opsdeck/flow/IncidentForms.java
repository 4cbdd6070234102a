package dev.opsdeck.flow;

import dev.opsdeck.access.Directory;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.IncidentRules;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Playbook;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.incident.Paging;
import dev.opsdeck.message.IncidentForm;
import dev.opsdeck.message.IncidentForm.Declaration;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.routine.AlertCardState;
import dev.opsdeck.routine.AlertStore;
import dev.opsdeck.routine.Monitor;
import dev.opsdeck.routine.MonitorStore;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunStore;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The form that declares an incident: open at once with what is known, and then with what has to be asked for. */
@Singleton
final class IncidentForms {
    static final String RUN = "run:";
    static final String MONITOR = "monitor:";
    static final String ALERTS = "alerts:";
    private static final int LONGEST_TITLE = 150;
    private static final int MOST_NAMED = 5;

    private final IncidentStore incidents;
    private final RunStore runs;
    private final MonitorStore monitors;
    private final AlertStore alerts;
    private final Paging paging;
    private final Jdbi jdbi;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    IncidentForms(
            IncidentStore incidents,
            RunStore runs,
            MonitorStore monitors,
            AlertStore alerts,
            Paging paging,
            Jdbi jdbi) {
        this.incidents = incidents;
        this.runs = runs;
        this.monitors = monitors;
        this.alerts = alerts;
        this.paging = paging;
        this.jdbi = jdbi;
    }

    /** The form for somebody who said that much. */
    Reply open(
            Caller caller,
            String source,
            @Nullable String title,
            @Nullable String system,
            @Nullable String severity,
            @Nullable String impact) {
        Catalog catalog = caller.catalog();
        String chosen = system != null
                ? system
                : catalog.systemOfChannel(caller.request().channelName())
                        .map(ManagedSystem::name)
                        .orElse(
                                catalog.systems().size() == 1
                                        ? catalog.systems().keySet().iterator().next()
                                        : null);
        var wish = new Declaration(
                source,
                caller.request().channel(),
                title,
                chosen,
                severity,
                impact,
                List.copyOf(catalog.systems().keySet()),
                severities(catalog, chosen),
                null);
        return new Reply.OpenThen(
                IncidentForm.declare(wish),
                CompletableFuture.supplyAsync(
                        () -> IncidentForm.declare(wish.knowing(known(catalog, chosen))), threads));
    }

    /** The form filled in with what a run or an alarm tells. */
    Reply from(Caller caller, String source) {
        if (source.startsWith(RUN)) {
            Optional<Run> run = RecordAnswers.number(source.substring(RUN.length()))
                    .flatMap(id -> jdbi.withHandle(handle -> runs.find(handle, id)));
            if (run.isPresent()) {
                String title =
                        "Run " + run.get().id() + " failed: " + run.get().plan().command();
                return open(caller, source, cut(title), run.get().plan().system(), null, null);
            }
        }
        if (source.startsWith(ALERTS)) {
            Optional<AlertCardState> card = RecordAnswers.number(source.substring(ALERTS.length()))
                    .flatMap(id -> jdbi.withHandle(handle -> alerts.card(handle, id)));
            if (card.isPresent() && !card.get().lines().isEmpty()) {
                var worst = card.get().lines().getFirst();
                String title = worst.summary().isBlank() ? worst.name() : worst.name() + ": " + worst.summary();
                ManagedSystem system = caller.catalog().systems().get(card.get().system());
                String severity = system == null ? null : AlertCards.severity(system, card.get());
                return open(caller, source, cut(title), card.get().system(), severity, null);
            }
        }
        if (source.startsWith(MONITOR)) {
            String[] name = source.substring(MONITOR.length()).split("[/:]");
            if (name.length >= 2) {
                String title = name[1] + " of " + name[0] + " alarms";
                return open(caller, source, cut(title), name[0], severityOf(caller, name[0], name[1]), null);
            }
        }
        return open(caller, "", null, null, null, null);
    }

    /** When what an incident is declared from began; null where that is not known. */
    @Nullable
    Instant began(String source) {
        if (source.startsWith(RUN)) {
            return RecordAnswers.number(source.substring(RUN.length()))
                    .flatMap(id -> jdbi.withHandle(handle -> runs.find(handle, id)))
                    .map(Run::endedAt)
                    .orElse(null);
        }
        if (source.startsWith(ALERTS)) {
            return RecordAnswers.number(source.substring(ALERTS.length()))
                    .flatMap(id -> jdbi.withHandle(handle -> alerts.card(handle, id)))
                    .flatMap(card -> card.lines().stream()
                            .filter(line -> line.firing() > 0)
                            .map(AlertCardState.Line::since)
                            .min(Comparator.naturalOrder()))
                    .orElse(null);
        }
        String[] name = source.substring(source.startsWith(MONITOR) ? MONITOR.length() : 0)
                .split("[/:]");
        return !source.startsWith(MONITOR) || name.length < 2
                ? null
                : monitors.of(name[0]).stream()
                        .filter(monitor -> monitor.check().equals(name[1]))
                        .filter(monitor -> monitor.level().needsAttention())
                        .map(Monitor::since)
                        .findFirst()
                        .orElse(null);
    }

    /** That of a playbook that asks the check which alarms. */
    private static @Nullable String severityOf(Caller caller, String system, String check) {
        ManagedSystem known = caller.catalog().systems().get(system);
        return known == null
                ? null
                : known.playbooks().values().stream()
                        .filter(playbook -> playbook.diagnose().stream()
                                .anyMatch(step -> step instanceof StepSpec.Check(String name) && name.equals(check)))
                        .map(Playbook::severity)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    static String cut(String title) {
        String line = title.lines().findFirst().orElse("").strip();
        return line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE - 1) + "…";
    }

    /** Those of the system, or those that any system has. */
    static List<String> severities(Catalog catalog, @Nullable String system) {
        Stream<ManagedSystem> of = system != null && catalog.systems().containsKey(system)
                ? Stream.of(Objects.requireNonNull(catalog.systems().get(system)))
                : catalog.systems().values().stream();
        return of.flatMap(each -> IncidentRules.severities(each).keySet().stream())
                .distinct()
                .toList();
    }

    private String known(Catalog catalog, @Nullable String system) {
        var lines = new ArrayList<String>();
        List<Incident> open = jdbi.withHandle(handle -> incidents.open(handle, system));
        lines.add(
                open.isEmpty()
                        ? "No incident is open" + (system == null ? "." : " for " + Mrkdwn.bold(system) + ".")
                        : "Open already: "
                                + open.reversed().stream()
                                        .limit(MOST_NAMED)
                                        .map(incident ->
                                                Mrkdwn.bold(incident.label()) + " " + Mrkdwn.escape(incident.title()))
                                        .collect(Collectors.joining(", "))
                                + (open.size() > MOST_NAMED ? " and " + (open.size() - MOST_NAMED) + " more" : ""));
        ManagedSystem known = system == null ? null : catalog.systems().get(system);
        if (known != null) {
            String alarms = monitors.of(known.name()).stream()
                    .filter(monitor -> monitor.level().needsAttention())
                    .map(Monitor::check)
                    .map(Mrkdwn::code)
                    .collect(Collectors.joining(", "));
            if (!alarms.isEmpty()) {
                lines.add("Alarming now: " + alarms);
            }
            lines.addAll(paged(known));
        }
        return String.join("\n", lines);
    }

    private List<String> paged(ManagedSystem system) {
        return IncidentRules.severities(system).values().stream()
                .filter(severity -> !severity.page().isEmpty())
                .map(severity -> Mrkdwn.code(severity.name()) + " pages "
                        + severity.page().stream()
                                .flatMap(role -> people(system, role))
                                .distinct()
                                .collect(Collectors.joining(", ")))
                .toList();
    }

    private Stream<String> people(ManagedSystem system, String role) {
        try {
            return paging.people(system.name(), role).stream().map(Mrkdwn::user);
        } catch (Directory.DirectoryException e) {
            return Stream.of(Mrkdwn.escape(role));
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
