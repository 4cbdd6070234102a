package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.command.Command;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.StatsTable;
import dev.opsdeck.probe.Answer;
import dev.opsdeck.probe.Probing;
import dev.opsdeck.probe.Reading;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Answers what containers, pods and processes use. */
@Singleton
final class StatsAnswers {
    private final Names names;
    private final Policy policy;
    private final Denials denials;
    private final Probing probing;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Clock clock;

    StatsAnswers(
            Names names,
            Policy policy,
            Denials denials,
            Probing probing,
            AuditTrail audit,
            Journaled journaled,
            Clock clock) {
        this.names = names;
        this.policy = policy;
        this.denials = denials;
        this.probing = probing;
        this.audit = audit;
        this.journaled = journaled;
        this.clock = clock;
    }

    Reply stats(Caller caller, Command.Stats command) {
        return switch (names.scope(caller, command.target())) {
            case Names.Scope.NotClear(Message answer) -> new Reply.Private(answer);
            case Names.Scope.Systems scope -> stats(caller, command, scope);
        };
    }

    private Reply stats(Caller caller, Command.Stats command, Names.Scope.Systems scope) {
        for (ManagedSystem system : scope.systems()) {
            var action = new Action(
                    command.action(),
                    Risk.READ,
                    system.name(),
                    scope.only(),
                    caller.request().channelName());
            if (policy.decide(caller.catalog().access(), caller.actor(), action) instanceof Decision.Deny deny) {
                return denials.answer(caller, action, deny);
            }
        }
        audit.record(journaled.request(caller, scope.name(), "ok")).join();
        List<CompletableFuture<StatsTable.Part>> parts =
                scope.systems().stream().map(system -> part(system, scope)).toList();
        CompletableFuture<Message> table = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(_ -> StatsTable.of(
                        parts.stream().map(CompletableFuture::join).toList(), command.sort(), clock.instant()));
        return new Reply.PrivateLater(Message.of("Looking at what is used…"), table);
    }

    private CompletableFuture<StatsTable.Part> part(ManagedSystem system, Names.Scope.Systems scope) {
        String service = scope.only() == null ? null : scope.only().service();
        Duration patience = Probing.PATIENCE;
        return probing.ask(system, new Probe.Stats(service), patience).thenApply(answer -> switch (answer) {
            case Answer.Read(Reading reading, Duration _) ->
                new StatsTable.Part(system.name(), reading.measures(), null);
            case Answer.Unknown(String reason, Duration _) -> new StatsTable.Part(system.name(), List.of(), reason);
        });
    }
}
