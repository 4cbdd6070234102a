package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditEntry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/** The entries of the audit trail that several use cases write. */
@Singleton
final class Journaled {
    private final Clock clock;
    private final RunMeters meters;

    Journaled(Clock clock, RunMeters meters) {
        this.clock = clock;
        this.meters = meters;
    }

    /** Also counts it: each request is journaled once, with what it led to. */
    AuditEntry request(Caller caller, String target, String result) {
        meters.command(caller.request().text(), result);
        return new AuditEntry(
                clock.instant(),
                caller.actor().id(),
                "request",
                target,
                Map.of(
                        "text", caller.request().text(),
                        "channel", caller.request().channelName(),
                        "delivery", caller.request().delivery(),
                        "result", result));
    }

    AuditEntry entry(String actor, String action, String target, Map<String, ?> detail) {
        return new AuditEntry(clock.instant(), actor, action, target, detail);
    }
}
