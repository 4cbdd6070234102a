package dev.opsdeck.flow;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;

/** Looks when a runbook was last run to a good end. */
@Singleton
final class LastRunProber implements Prober<Probe.Ran> {
    private static final double SECONDS_PER_HOUR = 3600;

    private final RunStore runs;
    private final Jdbi jdbi;
    private final Clock clock;

    LastRunProber(RunStore runs, Jdbi jdbi, Clock clock) {
        this.runs = runs;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public Class<Probe.Ran> asks() {
        return Probe.Ran.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Ran probe, Duration patience) {
        return jdbi.withHandle(handle -> runs.lastWell(handle, system.name(), probe.runbook()))
                .map(run -> reading(run, probe.runbook()))
                .orElseGet(() -> Reading.of("No run of " + probe.runbook() + " has ended well.")
                        .failing(
                                probe.runbook() + " was never run to a good end. Run it: /ops run " + probe.runbook()));
    }

    private Reading reading(Run run, String runbook) {
        double age = Duration.between(Objects.requireNonNull(run.endedAt()), clock.instant())
                        .toSeconds()
                / SECONDS_PER_HOUR;
        return Reading.of(
                String.format(
                        Locale.ROOT,
                        "Run %d of %s, asked for by %s, ended well %.1f hours ago",
                        run.id(),
                        runbook,
                        run.requesterName(),
                        age),
                Measure.of("age", age, "hours"));
    }
}
