package dev.opsdeck.target.postgres;

import dev.opsdeck.probe.Prober;
import dev.opsdeck.target.TestContainers;
import java.util.List;

/** Lends tests of other packages what PostgreSQL is asked by. */
public final class PostgresProbers {
    private PostgresProbers() {}

    public static List<Prober<?>> all() {
        var databases = new Databases(TestContainers.programs());
        return List.of(new DatabaseProber(databases), new QueryProber(databases));
    }
}
