package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Decision;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.message.DenialText;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;

/** Says no, with the reason, and puts it on record first. */
@Singleton
final class Denials {
    private final AuditTrail audit;
    private final Journaled journaled;
    private final MeterRegistry registry;
    private final RunMeters meters;

    Denials(AuditTrail audit, Journaled journaled, MeterRegistry registry, RunMeters meters) {
        this.audit = audit;
        this.journaled = journaled;
        this.registry = registry;
        this.meters = meters;
    }

    Reply answer(Caller caller, Authority.Verdict.Denied denied) {
        return answer(caller, denied.action(), denied.deny());
    }

    Reply answer(Caller caller, Action action, Decision.Deny deny) {
        String target =
                action.service() != null ? action.service().toString() : action.system() == null ? "" : action.system();
        meters.command(caller.request().text(), "denied");
        registry.counter("opsdeck.denials", "action", action.name()).increment();
        audit.record(journaled.entry(
                        caller.actor().id(),
                        "denied",
                        target,
                        Map.of(
                                "text", caller.request().text(),
                                "channel", caller.request().channelName(),
                                "rule", deny.rule(),
                                "reason", deny.reason())))
                .join();
        return new Reply.Refused(DenialText.of(deny));
    }
}
