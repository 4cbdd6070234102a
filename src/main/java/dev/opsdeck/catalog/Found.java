package dev.opsdeck.catalog;

import java.util.List;

/** What a name that somebody typed means among the things of a {@link Section}. */
public sealed interface Found<T> {
    /** One thing. */
    record One<T>(ManagedSystem system, String name, T thing) implements Found<T> {
        /** {@code system/name}. */
        public String fullName() {
            return system.name() + "/" + name;
        }
    }

    /** Several things are called that; the person must choose. Full names. */
    record Choice<T>(List<String> candidates) implements Found<T> {}

    /** Nothing is called that; the nearest full or bare names, best first, at most five. */
    record Unknown<T>(List<String> nearest) implements Found<T> {}
}
