package dev.opsdeck.flow;

import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Directory;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.message.HomeView;
import dev.opsdeck.message.SystemStatus;
import dev.opsdeck.message.WaitingRun;
import dev.opsdeck.routine.Monitor;
import dev.opsdeck.routine.MonitorStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The app's home tab: the systems, what waits for this person, what is running. */
@Singleton
final class HomeTab {
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final LiveCatalog catalog;
    private final Directory directory;
    private final RecordAnswers records;
    private final Persons persons;
    private final Looking looking;
    private final MonitorStore monitors;
    private final IncidentAnswers incidents;
    private final Clock clock;

    HomeTab(
            LiveCatalog catalog,
            Directory directory,
            RecordAnswers records,
            Persons persons,
            Looking looking,
            MonitorStore monitors,
            IncidentAnswers incidents,
            Clock clock) {
        this.catalog = catalog;
        this.directory = directory;
        this.records = records;
        this.persons = persons;
        this.looking = looking;
        this.monitors = monitors;
        this.incidents = incidents;
        this.clock = clock;
    }

    Intake.Home of(String user) {
        Actor actor = directory.actor(user);
        Catalog now = catalog.current();
        List<WaitingRun> mine = records.waiting().stream()
                .filter(waiting -> concerns(waiting, actor, now))
                .toList();
        List<ManagedSystem> systems = List.copyOf(now.systems().values());
        systems.forEach(system -> looking.system(system.name()));
        return new Intake.Home(HomeView.of(
                systems.stream().map(this::seen).toList(),
                mine,
                records.active(),
                incidents.open(now, actor),
                clock.instant()));
    }

    private HomeView.Seen seen(ManagedSystem system) {
        List<Monitor> alarms = monitors.of(system.name()).stream()
                .filter(monitor -> monitor.level().needsAttention())
                .toList();
        return new HomeView.Seen(system, status(system), alarms);
    }

    /** All systems are looked at side by side: the first that is asked begins them all. */
    private @Nullable SystemStatus status(ManagedSystem system) {
        try {
            return looking.system(system.name()).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private boolean concerns(WaitingRun waiting, Actor actor, Catalog now) {
        return persons.standing(
                        now.access(), actor, waiting.run(), waiting.approval().requirements())
                instanceof Persons.Standing.Counts;
    }
}
