package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.Durations;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Spoken;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Chooses the sessions to be ended, each a step of its own: these are approved, and no others are touched. */
@Singleton
final class SessionPlans {
    /** More than anybody reads before approving. */
    private static final int MOST = 50;

    private final Sessions sessions;

    SessionPlans(Sessions sessions) {
        this.sessions = sessions;
    }

    DatabasePlans.Steps running(ManagedSystem system, Database database, Duration olderThan) {
        return chosen(
                system,
                database,
                client -> client.state().equals("active") && client.age() >= olderThan.toSeconds(),
                "No statement of a client has run for " + Durations.format(olderThan) + " or more");
    }

    DatabasePlans.Steps idle(ManagedSystem system, Database database, Duration olderThan, boolean inTransaction) {
        DatabasePlans.Steps made = chosen(
                system,
                database,
                client -> (inTransaction ? client.inTransaction() : client.idle())
                        && client.age() >= olderThan.toSeconds(),
                "No session has been idle " + (inTransaction ? "in a transaction " : "") + "for "
                        + Durations.format(olderThan) + " or more");
        if (inTransaction) {
            return made;
        }
        var notes = new ArrayList<>(made.notes());
        notes.add("Pools keep idle sessions open on purpose and open new ones at once; those idle in a transaction hold"
                + " locks. With --in-transaction only these are ended.");
        return new DatabasePlans.Steps(made.steps(), notes);
    }

    DatabasePlans.Steps one(ManagedSystem system, Database database, int pid) {
        return sessions.of(system, database.name()).stream()
                .filter(client -> client.pid() == pid)
                .findFirst()
                .map(client -> new DatabasePlans.Steps(
                        List.of(client.end(system.name(), database.name(), true)),
                        client.spared() ? List.of("This looks like maintenance or a dump.") : List.of()))
                .orElseThrow(() -> new TargetException("There is no session " + pid + " of a client in the database "
                        + database.name() + ". See who is there with: db " + system.name() + "/" + database.name()
                        + " active"));
    }

    private DatabasePlans.Steps chosen(
            ManagedSystem system, Database database, Predicate<Sessions.Client> wanted, String none) {
        List<Sessions.Client> fit =
                sessions.of(system, database.name()).stream().filter(wanted).toList();
        List<Sessions.Client> spared =
                fit.stream().filter(Sessions.Client::spared).toList();
        List<Sessions.Client> ended =
                fit.stream().filter(client -> !client.spared()).toList();
        List<String> notes = new ArrayList<>();
        if (!spared.isEmpty()) {
            notes.add("Left alone, because it looks like maintenance or a dump: "
                    + spared.stream()
                            .limit(5)
                            .map(client -> "session " + client.pid() + " of " + client.who() + ", " + client.doing())
                            .collect(Collectors.joining("; "))
                    + ". A single one is ended with: kill <pid>");
        }
        if (ended.isEmpty()) {
            throw new TargetException(String.join(
                            " ",
                            none + " in the database " + database.name() + ", so there is nothing to end.",
                            String.join(" ", notes))
                    .strip());
        }
        if (ended.size() > MOST) {
            notes.add("There are " + Spoken.count(ended.size()) + "; this is for the " + MOST
                    + " that have been doing the same for longest.");
        }
        return new DatabasePlans.Steps(
                ended.stream()
                        .limit(MOST)
                        .<dev.opsdeck.plan.Step>map(client -> client.end(system.name(), database.name(), false))
                        .toList(),
                notes);
    }
}
