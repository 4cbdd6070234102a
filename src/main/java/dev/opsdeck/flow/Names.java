package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Nearest;
import dev.opsdeck.catalog.Resolution;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.message.ChoiceCard;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.UsageText;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds out which services a typed name means, or answers with what it could mean. */
@Singleton
final class Names {
    private static final int MOST_NAMES = 30;
    private static final int SUGGESTIONS = 3;

    private final AuditTrail audit;
    private final Journaled journaled;

    Names(AuditTrail audit, Journaled journaled) {
        this.audit = audit;
        this.journaled = journaled;
    }

    /** What the name means. */
    sealed interface Services {
        record Some(List<ServiceRef> services) implements Services {}

        record NotClear(Message answer) implements Services {}
    }

    Services services(Caller caller, String typed) {
        Resolution resolution = caller.catalog().resolve(typed, caller.request().channelName());
        return switch (resolution) {
            case Resolution.One(ServiceRef service) -> new Services.Some(List.of(service));
            case Resolution.All(String _, List<ServiceRef> services) -> new Services.Some(services);
            case Resolution.Choice(List<String> candidates) ->
                notClear(caller, typed, ChoiceCard.of(typed, commands(caller, typed, candidates)));
            case Resolution.Unknown(List<String> nearest) ->
                notClear(
                        caller,
                        typed,
                        UsageText.of(
                                "Nothing in the catalog is called \"" + typed + "\". See `/ops services` for what is.",
                                null,
                                commands(caller, typed, nearest)));
        };
    }

    /** What a name of a thing means. */
    sealed interface Thing<T> {
        record One<T>(Found.One<T> found) implements Thing<T> {}

        record NotClear<T>(Message answer) implements Thing<T> {}
    }

    <T> Thing<T> thing(Caller caller, String typed, Section<T> section) {
        return switch (caller.catalog().find(typed, caller.request().channelName(), section)) {
            case Found.One<T> one -> new Thing.One<>(one);
            case Found.Choice<T>(List<String> candidates) ->
                new Thing.NotClear<>(unclear(caller, typed, ChoiceCard.of(typed, commands(caller, typed, candidates))));
            case Found.Unknown<T>(List<String> nearest) -> {
                String all = String.join(", ", names(caller, section));
                String message = "The catalog has no " + section.word() + " called \"" + typed + "\". "
                        + (all.isEmpty() ? "It declares none." : "There is: " + all + ".");
                yield new Thing.NotClear<>(
                        unclear(caller, typed, UsageText.of(message, null, commands(caller, typed, nearest))));
            }
        };
    }

    private static <T> List<String> names(Caller caller, Section<T> section) {
        return caller.catalog().systems().values().stream()
                .flatMap(system ->
                        section.things().apply(system).keySet().stream().map(name -> system.name() + "/" + name))
                .limit(MOST_NAMES)
                .toList();
    }

    /** What is asked about: whole systems, or one service. */
    sealed interface Scope {
        /** @param only null for all services */
        record Systems(
                List<ManagedSystem> systems, @Nullable ServiceRef only) implements Scope {
            /** For records. */
            String name() {
                return only != null
                        ? only.toString()
                        : systems.size() == 1 ? systems.getFirst().name() : "";
            }
        }

        record NotClear(Message answer) implements Scope {}
    }

    /** What a system's or service's name means; without one, the channel's system, or all. */
    Scope scope(Caller caller, @Nullable String typed) {
        var systems = caller.catalog().systems();
        if (typed == null) {
            return new Scope.Systems(caller.systemsHere(), null);
        }
        ManagedSystem named = systems.get(typed);
        if (named != null) {
            return new Scope.Systems(List.of(named), null);
        }
        return switch (services(caller, typed)) {
            case Services.NotClear(Message answer) -> new Scope.NotClear(answer);
            case Services.Some(List<ServiceRef> services) ->
                new Scope.Systems(
                        List.of(Objects.requireNonNull(
                                systems.get(services.getFirst().system()))),
                        services.size() == 1 ? services.getFirst() : null);
        };
    }

    /** For who must name a system and named none, or one that there is not. */
    Message noSystem(Caller caller, String typed) {
        String all = String.join(", ", caller.catalog().systems().keySet());
        return unclear(
                caller,
                typed,
                typed.isEmpty()
                        ? UsageText.of("Say which system is meant: " + all + ".", null, List.of())
                        : UsageText.of(
                                "The catalog has no system called \"" + typed + "\". There is: " + all + ".",
                                null,
                                commands(
                                        caller,
                                        typed,
                                        Nearest.some(
                                                typed,
                                                caller.catalog().systems().keySet(),
                                                SUGGESTIONS))));
    }

    private Message unclear(Caller caller, String typed, Message answer) {
        audit.record(journaled.request(caller, typed, "unclear")).join();
        return answer;
    }

    private Services notClear(Caller caller, String typed, Message answer) {
        return new Services.NotClear(unclear(caller, typed, answer));
    }

    private static List<String> commands(Caller caller, String typed, List<String> names) {
        String text = caller.request().text();
        // The command's own word may be the same as the name.
        int at = text.indexOf(typed, Math.max(0, text.indexOf(' ')));
        if (at < 0) {
            return List.of();
        }
        return names.stream()
                .map(name -> text.substring(0, at) + name + text.substring(at + typed.length()))
                .toList();
    }
}
