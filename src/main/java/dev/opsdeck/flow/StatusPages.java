package dev.opsdeck.flow;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.StatusPage;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.incident.PublicUpdate;
import dev.opsdeck.incident.UpdateStore;
import dev.opsdeck.message.PlainText;
import dev.opsdeck.routine.PublicState;
import dev.opsdeck.routine.PublicStateStore;
import dev.opsdeck.routine.StateHistory;
import dev.opsdeck.routine.StatusPageView;
import dev.opsdeck.routine.Window;
import dev.opsdeck.routine.WindowStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Puts together what the public may know: nothing of an incident but what was said to the public. */
@Singleton
public final class StatusPages {
    private static final int DAYS = 90;
    private static final Duration PAST = Duration.ofDays(14);
    private static final int MOST_PAST = 20;

    /** Until somebody has said something to the public. */
    private static final String UNTOLD = "We are looking into a problem";

    private final LiveCatalog catalog;
    private final PublicStates states;
    private final PublicStateStore history;
    private final IncidentStore incidents;
    private final UpdateStore updates;
    private final WindowStore windows;
    private final Jdbi jdbi;
    private final Clock clock;

    StatusPages(
            LiveCatalog catalog,
            PublicStates states,
            PublicStateStore history,
            IncidentStore incidents,
            UpdateStore updates,
            WindowStore windows,
            Jdbi jdbi,
            Clock clock) {
        this.catalog = catalog;
        this.states = states;
        this.history = history;
        this.incidents = incidents;
        this.updates = updates;
        this.windows = windows;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** What the public sees now; empty when no system is public. */
    public Optional<StatusPageView> view() {
        List<ManagedSystem> systems = catalog.current().systems().values().stream()
                .filter(PublicStates::isPublic)
                .toList();
        return systems.isEmpty() ? Optional.empty() : Optional.of(jdbi.withHandle(handle -> view(handle, systems)));
    }

    private StatusPageView view(Handle handle, List<ManagedSystem> systems) {
        Instant now = clock.instant();
        List<StatusPageView.Component> components =
                systems.stream().map(system -> component(handle, system, now)).toList();
        PublicState overall = components.stream()
                .map(StatusPageView.Component::state)
                .max(Comparator.naturalOrder())
                .orElse(PublicState.OPERATIONAL);
        return new StatusPageView(
                overall,
                components,
                systems.stream()
                        .flatMap(system -> incidents.open(handle, system.name()).stream()
                                .map(incident -> trouble(handle, system, incident)))
                        .toList(),
                systems.stream()
                        .flatMap(system ->
                                windows.of(handle, system.name()).stream().map(window -> planned(system, window)))
                        .sorted(Comparator.comparing(StatusPageView.Planned::from))
                        .toList(),
                systems.stream()
                        .flatMap(system -> past(handle, system, now).stream())
                        .sorted(Comparator.comparing(StatusPageView.Trouble::since)
                                .reversed())
                        .toList());
    }

    private StatusPageView.Component component(Handle handle, ManagedSystem system, Instant now) {
        StatusPage page = Objects.requireNonNull(system.statusPage());
        Instant since = now.minus(Duration.ofDays(DAYS));
        List<StateHistory.Day> days = new StateHistory(history.since(handle, system.name(), since)).days(DAYS, now);
        PublicState state = states.now(handle, system);
        List<StatusPageView.Day> shown =
                new ArrayList<>(days.stream().map(day -> day(day, day.worst())).toList());
        StateHistory.Day today = days.getLast();
        // What has only just begun belongs to today although it has not lasted yet.
        shown.set(DAYS - 1, day(today, worse(today.worst(), state)));
        return new StatusPageView.Component(
                title(system), page.about(), state, StateHistory.availability(days), List.copyOf(shown));
    }

    private static PublicState worse(@Nullable PublicState a, PublicState b) {
        return a == null || b.compareTo(a) > 0 ? b : a;
    }

    private static StatusPageView.Day day(StateHistory.Day day, @Nullable PublicState state) {
        return new StatusPageView.Day(
                day.date(), state, minutes(day, PublicState.OUTAGE), minutes(day, PublicState.DEGRADED));
    }

    private static long minutes(StateHistory.Day day, PublicState state) {
        return Math.round(day.lasted().getOrDefault(state, Duration.ZERO).toSeconds() / 60.0);
    }

    private static String title(ManagedSystem system) {
        StatusPage page = system.statusPage();
        return page == null || page.title() == null ? system.title() : page.title();
    }

    private StatusPageView.Trouble trouble(Handle handle, ManagedSystem system, Incident incident) {
        List<PublicUpdate> told = updates.of(handle, incident.number()).reversed();
        return new StatusPageView.Trouble(
                told.isEmpty() ? UNTOLD : PlainText.of(told.getLast().subject()),
                title(system),
                incident.times().declared(),
                incident.times().resolved(),
                told.stream()
                        .map(update -> new StatusPageView.Update(
                                update.postedAt(), plain(update.status()), PlainText.of(update.text())))
                        .toList());
    }

    private static @Nullable String plain(@Nullable String text) {
        return text == null ? null : PlainText.of(text);
    }

    /** Those of which the public was told; of the others it never knew. */
    private List<StatusPageView.Trouble> past(Handle handle, ManagedSystem system, Instant now) {
        return incidents.since(handle, system.name(), now.minus(PAST), MOST_PAST).stream()
                .filter(incident -> incident.times().resolved() != null)
                .map(incident -> trouble(handle, system, incident))
                .filter(trouble -> !trouble.updates().isEmpty())
                .toList();
    }

    private static StatusPageView.Planned planned(ManagedSystem system, Window window) {
        return new StatusPageView.Planned(
                title(system),
                window.reason(),
                window.startedAt() == null ? window.startsAt() : window.startedAt(),
                window.endsAt(),
                window.state() == Window.State.OPEN);
    }
}
