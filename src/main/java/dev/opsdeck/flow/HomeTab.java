package dev.opsdeck.flow;

import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Directory;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.message.HomeView;
import dev.opsdeck.message.RunView;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** The app's home tab: the systems, what waits for this person, what is running. */
@Singleton
final class HomeTab {
    private final LiveCatalog catalog;
    private final Directory directory;
    private final RecordAnswers records;
    private final Persons persons;
    private final Clock clock;

    HomeTab(LiveCatalog catalog, Directory directory, RecordAnswers records, Persons persons, Clock clock) {
        this.catalog = catalog;
        this.directory = directory;
        this.records = records;
        this.persons = persons;
        this.clock = clock;
    }

    Intake.Home of(String user) {
        Actor actor = directory.actor(user);
        Catalog now = catalog.current();
        List<RunView> mine = records.waiting().stream()
                .filter(view -> concerns(view, actor, now))
                .toList();
        List<ManagedSystem> systems = List.copyOf(now.systems().values());
        return new Intake.Home(HomeView.of(systems, mine, records.active(), clock.instant()));
    }

    private boolean concerns(RunView view, Actor actor, Catalog now) {
        var approval = view.approval();
        return approval != null
                && persons.standing(now.access(), actor, view.run(), approval.requirements())
                        instanceof Persons.Standing.Counts;
    }
}
