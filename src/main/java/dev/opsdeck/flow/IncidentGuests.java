package dev.opsdeck.flow;

import dev.opsdeck.access.Directory;
import dev.opsdeck.access.RolePeople;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.incident.Errand;
import dev.opsdeck.incident.ErrandStore;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.Paging;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Brings people into the channel of an incident. Who cannot be brought in keeps out nobody else. */
@Singleton
final class IncidentGuests {
    /** Begins the reference of an errand that is for whoever has a role. */
    static final String ROLE = "role:";

    /** The same for everybody who has a role, whoever is on call. */
    static final String ALL = "all:";

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Paging paging;
    private final LiveCatalog catalog;
    private final Directory directory;
    private final ErrandStore errands;
    private final Rooms rooms;
    private final Jdbi jdbi;
    private final Clock clock;

    IncidentGuests(
            Paging paging,
            LiveCatalog catalog,
            Directory directory,
            ErrandStore errands,
            Rooms rooms,
            Jdbi jdbi,
            Clock clock) {
        this.paging = paging;
        this.catalog = catalog;
        this.directory = directory;
        this.errands = errands;
        this.rooms = rooms;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    Rooms.Outcome invite(Incident incident, String channel, Errand errand) {
        return isRole(errand) ? inviteRole(incident, channel, errand) : rooms.invite(channel, List.of(errand.ref()));
    }

    static boolean isRole(Errand errand) {
        return errand.ref().startsWith(ROLE) || errand.ref().startsWith(ALL);
    }

    private List<String> people(Incident incident, Errand errand) {
        List<String> all = errand.ref().startsWith(ALL)
                ? RolePeople.of(catalog.current().access(), errand.detail(), directory)
                        .users()
                : List.of();
        return all.isEmpty() ? paging.people(incident.system(), errand.detail()) : all;
    }

    private Rooms.Outcome inviteRole(Incident incident, String channel, Errand errand) {
        List<String> people;
        try {
            people = people(incident, errand);
        } catch (Directory.DirectoryException e) {
            return new Rooms.Outcome.Later(clock.instant().plus(RETRY), "Slack does not say who has the role");
        }
        if (people.isEmpty()) {
            return new Rooms.Outcome.Refused("nobody_has_the_role");
        }
        Rooms.Outcome outcome = rooms.invite(channel, people);
        if (outcome instanceof Rooms.Outcome.Refused) {
            // One of them: each alone, so that it is seen who.
            jdbi.useTransaction(tx -> people.forEach(person ->
                    errands.want(tx, incident.number(), Errand.Kind.INVITE, person, person, clock.instant())));
            return new Rooms.Outcome.Done("");
        }
        return outcome;
    }
}
