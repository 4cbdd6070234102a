package dev.opsdeck;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.flow.Ready;
import dev.opsdeck.target.LocalProcesses;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/** Starts the services of the demo's catalog once the demo itself is up, and stops them with it. */
@Singleton
@Requires(property = "opsdeck.demo", value = "true")
final class DemoProcesses implements ApplicationEventListener<Ready> {
    private final LocalProcesses processes;
    private final LiveCatalog catalog;

    DemoProcesses(LocalProcesses processes, LiveCatalog catalog) {
        this.processes = processes;
        this.catalog = catalog;
    }

    @Override
    public void onApplicationEvent(Ready event) {
        Thread.ofVirtual().name("demo-services").start(() -> processes.ensureStarted(catalog.current()));
    }

    @PreDestroy
    void stop() {
        processes.stopAll(catalog.current());
    }
}
