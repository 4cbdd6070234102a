package dev.opsdeck.target;

import dev.opsdeck.catalog.Health;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.PublicUrl;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;

/**
 * Asks a service for its health by its own check, or, where the catalog has none, looks whether it runs and what the
 * engine's check says. Measures {@code latency} in ms where it is asked itself.
 */
@Singleton
final class HealthProber implements Prober<StepSpec.Health> {
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final HttpCheck http;
    private final StatusProber status;

    HealthProber(HttpCheck http, StatusProber status) {
        this.http = http;
        this.status = status;
    }

    @Override
    public Class<StepSpec.Health> asks() {
        return StepSpec.Health.class;
    }

    @Override
    public Reading ask(ManagedSystem system, StepSpec.Health probe, Duration patience) {
        Service service = Objects.requireNonNull(system.services().get(probe.service()), probe.service());
        Health health = service.health();
        return health == null
                ? status.ask(system, new StepSpec.Status(probe.service()), patience)
                : ask(service, health, patience.multipliedBy(9).dividedBy(10));
    }

    /** Gives up a little before whoever asks does: that a service does not answer is an answer about its health. */
    private Reading ask(Service service, Health health, Duration limit) {
        long began = System.nanoTime();
        HttpCheck.Answer answer = http.ask(health, limit);
        double millis = (System.nanoTime() - began) / NANOS_PER_MILLI;
        String text = answer.text() + " from " + PublicUrl.of(health.http());
        Reading reading = Reading.of(text, Measure.of("latency", millis, "ms"));
        return answer.well()
                ? reading
                : reading.failing(
                        service.name() + " is not healthy: " + text + ", " + health.expect() + " is expected.");
    }
}
