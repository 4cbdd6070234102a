package dev.opsdeck.run;

import org.jdbi.v3.core.Handle;

/** Is told of every change of a run within the transaction that makes it, as the last thing before the commit. */
public interface RunListener {
    /** The run's state moved on; worth an audit entry. */
    void moved(Handle tx, Run run, RunState from);

    /** Something else about the run changed: a step, a note. */
    void progressed(Handle tx, Run run, boolean stepEnded);
}
