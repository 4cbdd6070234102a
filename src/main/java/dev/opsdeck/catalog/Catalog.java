package dev.opsdeck.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All systems and the access rules, as one consistent whole.
 *
 * @param systems by name
 * @param checksum SHA-256 over the files that it came from, lower-case hex
 * @param secrets what came from the environment and must be masked wherever text is shown or stored
 */
public record Catalog(Map<String, ManagedSystem> systems, AccessRules access, String checksum, Set<Secret> secrets) {

    /** A catalog without secrets. */
    public Catalog(Map<String, ManagedSystem> systems, AccessRules access, String checksum) {
        this(systems, access, checksum, Set.of());
    }

    /** The service of that full name, if the catalog has it. */
    public Optional<Service> service(ServiceRef ref) {
        return Optional.ofNullable(systems.get(ref.system()))
                .flatMap(system -> Optional.ofNullable(system.services().get(ref.service())));
    }

    /** The system to which the channel belongs, by its name without the {@code #}. */
    public Optional<ManagedSystem> systemOfChannel(String channelName) {
        return systems.values().stream()
                .filter(system -> system.channels().has(channelName))
                .findFirst();
    }

    /**
     * What a name that somebody typed means: {@code system/service}, {@code all}, {@code system/all}, or a bare
     * name. A bare name and {@code all} mean the channel's system first.
     *
     * @param channelName where it was typed, without the {@code #}; null when that is not known
     */
    public Resolution resolve(String typed, @Nullable String channelName) {
        return new NameResolver(this).resolve(typed, channelName);
    }

    /**
     * What a name that somebody typed means among the things of a section: {@code system/name}, or a bare name, which
     * means the channel's system first. The name of a system means its only thing of that kind.
     *
     * @param channelName where it was typed, without the {@code #}; null when that is not known
     */
    public <T> Found<T> find(String typed, @Nullable String channelName, Section<T> section) {
        Optional<ManagedSystem> here = Optional.ofNullable(channelName).flatMap(this::systemOfChannel);
        return new NameSearch<>(systems.values(), section).findAlsoBySystem(typed, here);
    }

    /** The services of a system, what is needed before what needs it; empty when there is no such system. */
    public List<ServiceRef> dependencyOrder(String system) {
        return DependencyGraph.of(systems.get(system)).inOrder();
    }

    /** Everything that stops working with this service: what depends on it, directly or not, nearest first. */
    public List<ServiceRef> dependents(ServiceRef ref) {
        return DependencyGraph.of(systems.get(ref.system())).dependents(ref.service());
    }
}
