package dev.opsdeck.flow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.opsdeck.access.Action;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.ServiceStatus;
import dev.opsdeck.message.ServicesList;
import dev.opsdeck.message.StatusBoard;
import dev.opsdeck.message.SystemStatus;
import dev.opsdeck.probe.Finding;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Answers what there is and how it is. */
@Singleton
final class StatusAnswers {
    private final Cache<Sight, CompletableFuture<Message>> boards =
            Caffeine.newBuilder().expireAfterWrite(Looking.FRESH).build();
    private final Looking looking;
    private final Names names;
    private final Policy policy;
    private final Denials denials;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Clock clock;

    StatusAnswers(
            Looking looking,
            Names names,
            Policy policy,
            Denials denials,
            AuditTrail audit,
            Journaled journaled,
            Clock clock) {
        this.looking = looking;
        this.names = names;
        this.policy = policy;
        this.denials = denials;
        this.audit = audit;
        this.journaled = journaled;
        this.clock = clock;
    }

    Reply status(Caller caller, @Nullable String target) {
        return switch (names.scope(caller, target)) {
            case Names.Scope.Systems scope -> status(caller, scope);
            case Names.Scope.NotClear(Message answer) -> new Reply.Private(answer);
        };
    }

    private Reply status(Caller caller, Names.Scope.Systems scope) {
        for (ManagedSystem system : scope.systems()) {
            var wanted = new Action(
                    "status",
                    Risk.READ,
                    system.name(),
                    scope.only(),
                    caller.request().channelName());
            if (policy.decide(caller.catalog().access(), caller.actor(), wanted) instanceof Decision.Deny deny) {
                return denials.answer(caller, wanted, deny);
            }
        }
        CompletableFuture<?> recorded = audit.record(journaled.request(caller, scope.name(), "ok"));
        CompletableFuture<Message> board = look(scope.systems(), scope.only());
        recorded.join();
        return board.isDone()
                ? new Reply.Private(board.join())
                : new Reply.PrivateLater(Message.of("Looking at the services…"), board);
    }

    private CompletableFuture<Message> look(List<ManagedSystem> systems, @Nullable ServiceRef only) {
        List<CompletableFuture<SystemStatus>> looks =
                systems.stream().map(system -> looking.system(system.name())).toList();
        return boards.get(new Sight(looks, only), this::board);
    }

    private CompletableFuture<Message> board(Sight sight) {
        return CompletableFuture.allOf(sight.looks().toArray(CompletableFuture[]::new))
                .thenApply(_ -> {
                    List<SystemStatus> seen =
                            sight.looks().stream().map(CompletableFuture::join).toList();
                    return StatusBoard.of(services(seen, sight.only()), stores(seen, sight.only()), clock.instant());
                });
    }

    private static List<ServiceStatus> services(List<SystemStatus> seen, @Nullable ServiceRef only) {
        return seen.stream()
                .flatMap(system -> system.services().stream())
                .filter(status -> only == null || status.service().equals(only))
                .toList();
    }

    private static List<Finding> stores(List<SystemStatus> seen, @Nullable ServiceRef only) {
        return only != null
                ? List.of()
                : seen.stream().flatMap(system -> system.stores().stream()).toList();
    }

    /** What was seen; people who share a look share its board, too. */
    private record Sight(
            List<CompletableFuture<SystemStatus>> looks,
            @Nullable ServiceRef only) {}

    Reply services(Caller caller, @Nullable String typed) {
        List<ManagedSystem> systems = new ArrayList<>();
        for (ManagedSystem system : wanted(caller, typed)) {
            var action = new Action(
                    "services", Risk.READ, system.name(), null, caller.request().channelName());
            if (policy.decide(caller.catalog().access(), caller.actor(), action) instanceof Decision.Deny deny) {
                return denials.answer(caller, action, deny);
            }
            systems.add(system);
        }
        audit.record(journaled.request(caller, typed == null ? "" : typed, "ok"))
                .join();
        return systems.isEmpty()
                ? new Reply.Private(Message.of("There is no system called `" + typed + "`. `/ops services` lists all."))
                : new Reply.Private(ServicesList.of(systems));
    }

    private static List<ManagedSystem> wanted(Caller caller, @Nullable String typed) {
        var systems = caller.catalog().systems();
        if (typed == null) {
            return List.copyOf(systems.values());
        }
        ManagedSystem system = systems.get(typed);
        return system == null ? List.of() : List.of(system);
    }
}
