package dev.opsdeck.flow;

import dev.opsdeck.access.Directory;
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

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Paging paging;
    private final ErrandStore errands;
    private final Rooms rooms;
    private final Jdbi jdbi;
    private final Clock clock;

    IncidentGuests(Paging paging, ErrandStore errands, Rooms rooms, Jdbi jdbi, Clock clock) {
        this.paging = paging;
        this.errands = errands;
        this.rooms = rooms;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    Rooms.Outcome invite(Incident incident, String channel, Errand errand) {
        return errand.ref().startsWith(ROLE)
                ? inviteRole(incident, channel, errand.detail())
                : rooms.invite(channel, List.of(errand.ref()));
    }

    private Rooms.Outcome inviteRole(Incident incident, String channel, String role) {
        List<String> people;
        try {
            people = paging.people(incident.system(), role);
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
