package dev.opsdeck.flow;

import dev.opsdeck.access.Actor;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import java.util.List;

/** Who asks, what, and under which catalog: fixed for the whole handling of a request. */
record Caller(Request request, Actor actor, Catalog catalog) {
    /** What is meant where no system is named: the channel's own, or all. */
    List<ManagedSystem> systemsHere() {
        return catalog.systemOfChannel(request.channelName())
                .map(List::of)
                .orElseGet(() -> List.copyOf(catalog.systems().values()));
    }
}
