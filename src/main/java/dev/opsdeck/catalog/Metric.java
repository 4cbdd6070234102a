package dev.opsdeck.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something measured, and from when on it is bad.
 *
 * @param query in the language of the system's metrics store
 * @param unit for people only
 * @param lasting how long a threshold must be met before it counts
 */
@Doc("Something measured, and from when on it is bad.")
public record Metric(
        @FromKey String name,
        @Doc("Query in PromQL.") String query,

        @Doc("Unit of the value, for people: percent, ms, …") @Nullable
        String unit,

        @Doc("From here on it is critical, such as \"> 5\".") @Nullable
        Threshold critical,

        @Doc("From here on it is a warning.") @Nullable Threshold warning,
        @Doc("From here on it is worth knowing.") @Nullable Threshold info,

        @Doc("How long a threshold must be met before it counts.") @JsonProperty("for") @Default("0s")
        Duration lasting) {}
