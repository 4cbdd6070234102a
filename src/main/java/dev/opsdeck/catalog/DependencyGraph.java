package dev.opsdeck.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What needs what within a system. Names that nothing declares are passed over. */
record DependencyGraph(String system, Map<String, List<String>> needs) {

    static DependencyGraph of(@Nullable ManagedSystem system) {
        if (system == null) {
            return new DependencyGraph("", Map.of());
        }
        Map<String, List<String>> needs = new LinkedHashMap<>();
        system.services().forEach((name, service) -> needs.put(name, service.dependsOn()));
        return new DependencyGraph(system.name(), needs);
    }

    /** Needed ones first; otherwise in the order of the file. */
    List<ServiceRef> inOrder() {
        Set<String> ordered = new LinkedHashSet<>();
        needs.keySet().forEach(name -> visit(name, ordered, new HashSet<>()));
        return refs(ordered);
    }

    /** Those that need the service directly or not; the nearest first, then in the order of the file. */
    List<ServiceRef> dependents(String service) {
        Set<String> found = new LinkedHashSet<>(Set.of(service));
        Deque<String> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            String needed = open.removeFirst();
            needs.forEach((name, its) -> {
                if (its.contains(needed) && found.add(name)) {
                    open.addLast(name);
                }
            });
        }
        found.remove(service);
        return refs(found);
    }

    /** Each cycle once, from the service that the file names first, which is also its end: {@code a, b, a}. */
    List<List<String>> cycles() {
        List<List<String>> cycles = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String start : needs.keySet()) {
            if (!seen.contains(start)) {
                wayBack(start).ifPresent(cycle -> {
                    cycles.add(cycle);
                    seen.addAll(cycle);
                });
            }
        }
        return cycles;
    }

    private Optional<List<String>> wayBack(String start) {
        Map<String, String> reachedFrom = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            String at = open.removeFirst();
            for (String next : needs.getOrDefault(at, List.of())) {
                if (next.equals(start)) {
                    return Optional.of(path(start, at, reachedFrom));
                }
                if (needs.containsKey(next) && reachedFrom.putIfAbsent(next, at) == null) {
                    open.addLast(next);
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> path(String start, String last, Map<String, String> reachedFrom) {
        Deque<String> path = new ArrayDeque<>(List.of(start));
        for (String at = last; at != null && !at.equals(start); at = reachedFrom.get(at)) {
            path.addFirst(at);
        }
        path.addFirst(start);
        return List.copyOf(path);
    }

    private void visit(String name, Set<String> ordered, Set<String> onTheWay) {
        if (!needs.containsKey(name) || ordered.contains(name) || !onTheWay.add(name)) {
            return;
        }
        needs.getOrDefault(name, List.of()).forEach(needed -> visit(needed, ordered, onTheWay));
        ordered.add(name);
    }

    private List<ServiceRef> refs(Set<String> names) {
        return names.stream().map(name -> new ServiceRef(system, name)).toList();
    }
}
