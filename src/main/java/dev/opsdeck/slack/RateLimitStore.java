package dev.opsdeck.slack;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps Slack's limits for all replicas together, and over a restart, by the generic cell rate algorithm: a scope
 * remembers when it would be idle again.
 */
@Singleton
final class RateLimitStore {
    private final Jdbi jdbi;
    private final Clock clock;

    RateLimitStore(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * A scope that lets not everything pass now.
     *
     * @param urgentAt from when on what is urgent may pass
     * @param freeAt from when on anything may pass
     */
    record Closed(String scope, Instant urgentAt, Instant freeAt) {}

    /** The scopes that let not everything pass now. */
    List<Closed> closed() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select scope, urgent_at, free_at from slack_limit where free_at > :now")
                        .bind("now", clock.instant())
                        .map((row, context) -> new Closed(
                                row.getString(1),
                                row.getTimestamp(2).toInstant(),
                                row.getTimestamp(3).toInstant()))
                        .list());
    }

    /** Counts a call, whether or not it should have waited. */
    void spend(Iterable<String> scopes) {
        jdbi.useTransaction(tx -> {
            for (String scope : scopes) {
                spend(tx, scope);
            }
        });
    }

    /** Counts an urgent call if it may be made now; else says from when on it may. */
    Optional<Instant> take(String scope) {
        return jdbi.inTransaction(tx -> {
            Optional<Instant> opens = tx.createQuery(
                            "select urgent_at from slack_limit where scope = :scope and urgent_at > :now for update")
                    .bind("scope", scope)
                    .bind("now", clock.instant())
                    .map((row, context) -> row.getTimestamp(1).toInstant())
                    .findOne();
            if (opens.isEmpty()) {
                spend(tx, scope);
            }
            return opens;
        });
    }

    /** Slack said when it will listen again; after that one call at a time, as its own count is exhausted. */
    void pause(String scope, Duration retryAfter) {
        Instant until = clock.instant().plus(retryAfter);
        RateLimit limit = RateLimit.of(scope);
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into slack_limit as l (scope, idle_at, urgent_at, free_at)
                        values (:scope, :idle, :until, :until)
                        on conflict (scope) do update set
                            idle_at = greatest(l.idle_at, excluded.idle_at),
                            urgent_at = greatest(l.urgent_at, excluded.urgent_at),
                            free_at = greatest(l.free_at, excluded.free_at)
                        """)
                .bind("scope", scope)
                .bind("idle", until.plus(limit.urgentSlack()))
                .bind("until", until)
                .execute());
    }

    /** Forgets scopes that have been idle for long, such as those of channels that are gone. */
    void forgetIdle() {
        jdbi.useHandle(handle -> handle.createUpdate("delete from slack_limit where idle_at < :long")
                .bind("long", clock.instant().minus(Duration.ofHours(1)))
                .execute());
    }

    private void spend(Handle tx, String scope) {
        RateLimit limit = RateLimit.of(scope);
        Instant now = clock.instant();
        Instant idle = tx.createQuery("select idle_at from slack_limit where scope = :scope for update")
                .bind("scope", scope)
                .map((row, context) -> row.getTimestamp(1).toInstant())
                .findOne()
                .filter(now::isBefore)
                .orElse(now)
                .plus(limit.every());
        tx.createUpdate("""
                insert into slack_limit (scope, idle_at, urgent_at, free_at) values (:scope, :idle, :urgent, :free)
                on conflict (scope) do update set
                    idle_at = excluded.idle_at, urgent_at = excluded.urgent_at, free_at = excluded.free_at
                """)
                .bind("scope", scope)
                .bind("idle", idle)
                .bind("urgent", idle.minus(limit.urgentSlack()))
                .bind("free", idle.minus(limit.slack()))
                .execute();
    }
}
