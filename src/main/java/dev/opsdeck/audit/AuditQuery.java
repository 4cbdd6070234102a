package dev.opsdeck.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries to read; null asks for all.
 *
 * @param person the actor's id
 * @param target the exact target, or a system with all its services
 * @param since the oldest moment, inclusive
 * @param limit how many at most, at least 1
 */
public record AuditQuery(
        @Nullable String person,
        @Nullable String target,
        @Nullable Instant since,
        int limit) {
    public AuditQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("A query for " + limit + " audit entries");
        }
    }
}
