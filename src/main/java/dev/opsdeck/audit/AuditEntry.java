package dev.opsdeck.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * One thing that happened. Never put a secret into it: it cannot be taken back.
 *
 * @param at kept to the microsecond, as the database does
 * @param actor Slack user id, or {@code opsdeck} for what happens by itself
 * @param action one word: request, denied, vote, transition, reload, …
 * @param target what it was about: {@code system/service}, a system, {@code run/17}; empty for nothing in particular
 * @param detail strings, numbers, booleans, and lists and maps of those; never null
 */
public record AuditEntry(Instant at, String actor, String action, String target, Map<String, ?> detail) {
    public AuditEntry {
        at = at.truncatedTo(ChronoUnit.MICROS);
        actor = Canonical.storable(actor);
        action = Canonical.storable(action);
        target = Canonical.storable(target);
        Canonical.requirePlain(detail);
        detail = Map.copyOf(detail);
    }
}
