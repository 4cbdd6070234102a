package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.probe.Table;
import dev.opsdeck.target.ContainerPrograms;
import dev.opsdeck.target.ProgramOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** psql in the container of the database, started anew for each statement. */
final class PsqlWriteSession implements WriteSession {
    private static final int MOST_ROWS = 1_000;

    private final ContainerPrograms containers;
    private final ManagedSystem system;
    private final String service;
    private final Database.Exec exec;
    private final WriteLimits limits;

    PsqlWriteSession(
            ContainerPrograms containers,
            ManagedSystem system,
            String service,
            Database.Exec exec,
            WriteLimits limits) {
        this.containers = containers;
        this.system = system;
        this.service = service;
        this.exec = exec;
        this.limits = limits;
    }

    @Override
    public Table run(String sql) {
        ProgramOutput ran =
                containers.run(system, service, PsqlSession.psql(exec, List.of(sql)), environment(), limits.whole());
        if (ran.exitCode() != 0) {
            throw PsqlSession.failure(ran);
        }
        return PsqlSession.table(ran, MOST_ROWS);
    }

    private Map<String, String> environment() {
        String options = limits.settings().stream()
                .map(setting -> "-c " + setting.replace(" ", ""))
                .collect(Collectors.joining(" "));
        return new LinkedHashMap<>(Map.of(
                "PGOPTIONS",
                options,
                "PGAPPNAME",
                limits.application(),
                "PGCONNECT_TIMEOUT",
                String.valueOf(limits.connect().toSeconds()),
                "LC_ALL",
                "C"));
    }

    @Override
    public void close() {}
}
