package dev.opsdeck.probe;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;

/** Where the logs of a technology's instances are read. It cannot write: it holds nothing that could. */
public interface LogSource {
    /** Whether it has the logs of that system. */
    boolean serves(ManagedSystem system);

    /**
     * Hands over the lines of all instances of the service, stopped ones too, merged by time; each instance's own lines
     * keep their order. Returns when all were handed over or the sink wants no more. Memory does not grow with the log.
     * Ends soon when the thread is interrupted.
     *
     * <p>The lines are exactly those that the query covers, even where the technology knows only whole seconds. Text is
     * cleaned by {@link LogText}.
     *
     * @return how many instances there are
     * @throws ProbeException when it cannot be read
     */
    int stream(ManagedSystem system, Service service, LogQuery query, LogSink sink);
}
