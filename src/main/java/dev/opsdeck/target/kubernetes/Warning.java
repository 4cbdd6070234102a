package dev.opsdeck.target.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event that Kubernetes warns of, counted by it.
 *
 * @param lastSeen as Kubernetes writes times, which sorts as time does
 * @param object kind and name of what it is about
 */
record Warning(String lastSeen, int times, String reason, String object, String message) {
    static Warning of(Event event) {
        return new Warning(
                lastSeen(event),
                times(event),
                text(event.getReason()),
                event.getInvolvedObject().getKind() + " "
                        + event.getInvolvedObject().getName(),
                text(event.getMessage()));
    }

    /** Old and new components of Kubernetes fill in different fields. */
    private static String lastSeen(Event event) {
        if (event.getSeries() != null && event.getSeries().getLastObservedTime() != null) {
            return event.getSeries().getLastObservedTime().getTime();
        }
        if (event.getLastTimestamp() != null) {
            return event.getLastTimestamp();
        }
        return event.getEventTime() == null
                ? text(event.getMetadata().getCreationTimestamp())
                : event.getEventTime().getTime();
    }

    private static int times(Event event) {
        if (event.getSeries() != null && event.getSeries().getCount() != null) {
            return event.getSeries().getCount();
        }
        return Math.max(1, Objects.requireNonNullElse(event.getCount(), 1));
    }

    List<String> row() {
        return List.of(lastSeen, String.valueOf(times), reason, object, message);
    }

    String inWords() {
        return reason + " of " + object + ".";
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
