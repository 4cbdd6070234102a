package dev.opsdeck.catalog;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query that reads, with typed parameters, written {@code :name}.
 *
 * @param limit how many rows are shown at most
 * @param timed whether explaining it also runs it, which it may because it only reads
 */
@Doc("A query that reads; :name stands for a parameter.")
public record Query(
        @FromKey String name,
        @Doc("What people call it.") @Nullable String title,

        @Doc("Database that it asks.") @RefersTo(RefersTo.Declared.DATABASE)
        String database,

        @Doc("SQL of one statement that reads.") String sql,
        @Doc("What must be given to run it.") Map<String, Runbook.Parameter> parameters,

        @Doc("How many rows are shown at most.") @Default("100") @Range(min = 1, max = 10_000)
        int limit,

        @Doc("How long it may take.") @Default("10s") Duration within,

        @Doc("Explaining it runs it, too, and shows the actual times.") @Default("false")
        boolean timed) {}
