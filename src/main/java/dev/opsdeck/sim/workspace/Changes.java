package dev.opsdeck.sim.workspace;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells listeners what happened, on the thread of the one who did it. */
public final class Changes {
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    public void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    public void tell(Change change) {
        listeners.forEach(listener -> listener.accept(change));
    }
}
