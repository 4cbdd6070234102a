package dev.opsdeck.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a server that people may change through opsdeck, and to what.
 *
 * @param min as the server writes it, such as {@code 4MB}; null for the server's own limit
 * @param max null for the server's own limit
 * @param choices the only values allowed; empty for anything between the limits
 */
@Doc("A setting that people may change, and to what.")
public record Adjustable(
        @FromKey String name,

        @Doc("Least value, as the server writes it, such as 4MB.") @Nullable
        String min,

        @Doc("Greatest value.") @Nullable String max,
        @Doc("The only values allowed.") List<String> choices) {}
