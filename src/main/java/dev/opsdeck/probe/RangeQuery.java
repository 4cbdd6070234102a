package dev.opsdeck.probe;

import dev.opsdeck.catalog.ManagedSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Asks where a system is measured how values went over time. Changes nothing. */
public interface RangeQuery {
    /**
     * Asks and waits for the answer, which may hold labels of any kind: mask them before they are shown.
     *
     * @param query in the language of the system's metrics store
     * @param step time between two points
     * @param patience how long it may take
     * @return a series for each set of labels, each with at least one point; never empty
     * @throws ProbeException when nobody can tell, or when there is no data for that time
     */
    List<Series> ask(ManagedSystem system, String query, Instant from, Instant to, Duration step, Duration patience);
}
