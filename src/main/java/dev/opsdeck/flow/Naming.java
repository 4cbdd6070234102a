package dev.opsdeck.flow;

import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Named;
import dev.opsdeck.command.Terms;
import dev.opsdeck.message.Message;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Gives a command that changes something full names in the place of what was typed. */
@Singleton
final class Naming {
    private final Names names;

    Naming(Names names) {
        this.names = names;
    }

    /** What a command's names mean. */
    sealed interface Meant {
        /**
         * @param command with full names, without its terms
         * @param about what the names stand for, as access rules see it
         */
        record Clear(Command.Change command, List<ServiceRef> about) implements Meant {}

        record NotClear(Message answer) implements Meant {}
    }

    /** What one name means. */
    private sealed interface One {
        record Full(String name, List<ServiceRef> about) implements One {}

        record NotClear(Message answer) implements One {}
    }

    Meant of(Caller caller, Command.Change command) {
        var full = new ArrayList<String>();
        var about = new ArrayList<ServiceRef>();
        for (Named named : command.named()) {
            switch (one(caller, named)) {
                case One.Full(String name, List<ServiceRef> refs) -> {
                    full.add(name);
                    about.addAll(refs);
                }
                case One.NotClear(Message answer) -> {
                    return new Meant.NotClear(answer);
                }
            }
        }
        return new Meant.Clear(command.with(full, Terms.NONE), List.copyOf(about));
    }

    private One one(Caller caller, Named named) {
        return switch (named) {
            case Named.Services(String typed) -> services(caller, typed);
            case Named.SystemOrService(String typed) -> systemOrService(caller, typed);
            case Named.WholeSystem(String typed) -> wholeSystem(caller, typed);
            case Named.Thing(String typed, Section<?> section) -> thing(caller, typed, section);
        };
    }

    private One services(Caller caller, String typed) {
        return switch (names.services(caller, typed)) {
            case Names.Services.NotClear(Message answer) -> new One.NotClear(answer);
            case Names.Services.Some(List<ServiceRef> services) ->
                typed.equals("all") || typed.endsWith("/all")
                        ? new One.Full(services.getFirst().system() + "/all", services)
                        : new One.Full(services.getFirst().toString(), services);
        };
    }

    private One systemOrService(Caller caller, String typed) {
        ManagedSystem system = caller.catalog().systems().get(typed);
        return system == null ? services(caller, typed) : whole(system);
    }

    private One wholeSystem(Caller caller, String typed) {
        if (!typed.isEmpty()) {
            ManagedSystem system = caller.catalog().systems().get(typed);
            return system == null ? new One.NotClear(names.noSystem(caller, typed)) : whole(system);
        }
        List<ManagedSystem> here = caller.systemsHere();
        return here.size() == 1 ? whole(here.getFirst()) : new One.NotClear(names.noSystem(caller, typed));
    }

    private static One whole(ManagedSystem system) {
        return new One.Full(
                system.name(),
                system.services().keySet().stream()
                        .map(service -> new ServiceRef(system.name(), service))
                        .toList());
    }

    private <T> One thing(Caller caller, String typed, Section<T> section) {
        return switch (names.thing(caller, typed, section)) {
            case Names.Thing.NotClear<T>(Message answer) -> new One.NotClear(answer);
            case Names.Thing.One<T>(Found.One<T> found) ->
                new One.Full(
                        found.fullName(),
                        List.of(new ServiceRef(
                                found.system().name(),
                                section.service().apply(found.thing()).orElse(found.name()))));
        };
    }
}
