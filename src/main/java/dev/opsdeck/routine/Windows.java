package dev.opsdeck.routine;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Whether a system is being worked on, for those to whom that makes a difference: freezes, alerts. */
@Singleton
public final class Windows {
    private final WindowStore store;

    Windows(WindowStore store) {
        this.store = store;
    }

    /** The window of the system that was begun and has not ended; it stays open, however late it is, until it is ended. */
    public Optional<Window> open(Handle handle, String system) {
        return store.of(handle, system).stream()
                .filter(window -> window.state() == Window.State.OPEN)
                .findFirst();
    }
}
