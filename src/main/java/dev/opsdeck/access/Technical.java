package dev.opsdeck.access;

import java.util.Optional;
import java.util.Set;

/**
 * Who acts where nobody asked: a schedule of the catalog, with the one role that the catalog gives it. Its id cannot be
 * a person's: Slack's ids have no colon.
 */
public final class Technical {
    private static final String SCHEDULE = "schedule:";

    private Technical() {}

    /** @param name full name of the schedule, {@code system/name} */
    public static Actor schedule(String name, String role) {
        return new Actor(SCHEDULE + name + ":" + role, "schedule " + name, null, Set.of(), false);
    }

    /** The actor with that id, where it is a technical one. */
    public static Optional<Actor> of(String id) {
        String[] parts = id.split(":", 3);
        return id.startsWith(SCHEDULE) && parts.length == 3
                ? Optional.of(schedule(parts[1], parts[2]))
                : Optional.empty();
    }

    /** The only role that such an actor has. */
    static Optional<String> role(Actor actor) {
        return of(actor.id()).map(_ -> actor.id().split(":", 3)[2]);
    }
}
