package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Asks what every PostgreSQL can tell. */
@Singleton
final class DatabaseProber implements Prober<Probe.Database> {
    private final Databases databases;

    DatabaseProber(Databases databases) {
        this.databases = databases;
    }

    @Override
    public Class<Probe.Database> asks() {
        return Probe.Database.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Database probe, Duration patience) {
        Database database = Databases.declared(system, probe.database());
        long began = System.nanoTime();
        return databases.ask(system, database, Limits.of(patience), session -> switch (probe.ask()) {
            case PING -> ping(session, began);
            case VERSION -> Server.version(session);
            case CONNECTIONS -> Connections.read(session);
            case ACTIVE -> Activity.active(session);
            case LONG -> Activity.longRunning(session);
            case LOCKS -> Locks.read(session);
            case SLOW -> Statements.slowest(session);
            case SIZES -> Storage.sizes(session);
            case BLOAT -> Storage.bloat(session);
            case INDEXES -> Indexes.use(session);
            case MISSING_INDEXES -> Indexes.missing(session);
            case REPLICATION -> Replication.read(session);
            case HIT_RATE -> Server.hitRate(session);
        });
    }

    private static Reading ping(Session session, long began) {
        if (session instanceof PsqlSession psql) {
            psql.awaitReady();
        } else {
            session.rows("select 1");
        }
        double millis = (System.nanoTime() - began) / 1e6;
        return Reading.of(
                "It takes connections; connecting and asking took " + Spoken.number(millis) + " ms.",
                Measure.of("latency", millis, "ms"));
    }
}
