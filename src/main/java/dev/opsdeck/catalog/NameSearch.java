package dev.opsdeck.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for things of one section by what somebody typed. The channel's system comes first, and names come before what
 * things are also called; upper and lower case are the same.
 */
final class NameSearch<T> {
    private static final int SUGGESTIONS = 5;

    private final Collection<ManagedSystem> systems;
    private final Section<T> section;

    NameSearch(Collection<ManagedSystem> systems, Section<T> section) {
        this.systems = systems;
        this.section = section;
    }

    Found<T> find(String typed, Optional<ManagedSystem> here) {
        String name = typed.strip();
        List<Found.One<T>> local = here.map(system -> named(system, name)).orElse(List.of());
        if (!local.isEmpty()) {
            return outcome(local, name);
        }
        return outcome(name.contains("/") ? full(name) : anywhere(name), name);
    }

    /** The same, where the name of a system that has only one such thing means that thing. */
    Found<T> findAlsoBySystem(String typed, Optional<ManagedSystem> here) {
        Found<T> found = find(typed, here);
        List<Found.One<T>> ofSystem = system(typed.strip()).map(this::all).orElse(List.of());
        return found instanceof Found.Unknown<T> && !ofSystem.isEmpty() ? outcome(ofSystem, typed) : found;
    }

    private List<Found.One<T>> full(String name) {
        int slash = name.indexOf('/');
        String systemName = name.substring(0, slash).strip();
        String thing = name.substring(slash + 1).strip();
        return system(systemName).map(system -> named(system, thing)).orElse(List.of());
    }

    private List<Found.One<T>> anywhere(String name) {
        return systems.stream().flatMap(system -> named(system, name).stream()).toList();
    }

    Optional<ManagedSystem> system(String name) {
        return systems.stream()
                .filter(system -> name.equalsIgnoreCase(system.name()) || name.equalsIgnoreCase(system.title()))
                .findFirst();
    }

    private List<Found.One<T>> all(ManagedSystem system) {
        return section.things().apply(system).entrySet().stream()
                .map(entry -> new Found.One<>(system, entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<Found.One<T>> named(ManagedSystem system, String typed) {
        List<Found.One<T>> all = all(system);
        List<Found.One<T>> byName =
                all.stream().filter(one -> one.name().equalsIgnoreCase(typed)).toList();
        return byName.isEmpty()
                ? all.stream()
                        .filter(one ->
                                section.otherNames().apply(one.thing()).stream().anyMatch(typed::equalsIgnoreCase))
                        .toList()
                : byName;
    }

    private Found<T> outcome(List<Found.One<T>> found, String name) {
        return switch (found.size()) {
            case 0 -> new Found.Unknown<>(nearest(name));
            case 1 -> found.getFirst();
            default ->
                new Found.Choice<>(found.stream().map(Found.One::fullName).toList());
        };
    }

    private List<String> nearest(String typed) {
        boolean wantsFull = typed.contains("/");
        List<String> known = new ArrayList<>();
        for (ManagedSystem system : systems) {
            Map<String, T> things = section.things().apply(system);
            things.keySet().forEach(name -> known.add(wantsFull ? system.name() + "/" + name : name));
        }
        return Nearest.some(typed, known, SUGGESTIONS);
    }
}
