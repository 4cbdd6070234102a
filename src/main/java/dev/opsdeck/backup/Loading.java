package dev.opsdeck.backup;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Spoken;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Loads a backup into an empty database, as a stream, by several sessions. */
@Singleton
final class Loading {
    /** Beyond that, they wait for each other. */
    private static final int MOST_SESSIONS = 4;

    /**
     * Nobody uses the database yet: what a crash of the server takes is loaded again, and indexes may take memory to be
     * made faster.
     */
    private static final String SETTINGS = "-c synchronous_commit=off -c maintenance_work_mem=128MB";

    private static final String PARENTS = """
            select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'p' and n.nspname !~ '^pg_';""";

    private final Opening opening;

    Loading(Opening opening) {
        this.opening = opening;
    }

    /**
     * Loads all of it and sees that it is what was written.
     *
     * @param to an empty database
     * @throws TargetException when not all of it could be loaded
     */
    void load(
            ManagedSystem system,
            Manifest manifest,
            PostgresServer server,
            String to,
            String mark,
            StepControl control,
            Duration limit) {
        String tried = "Could not load " + manifest.name() + " into " + to + " on " + server;
        opening.use(system, manifest, content -> {
            int count = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, MOST_SESSIONS);
            try (var sessions = new LoadSessions(count)) {
                BooleanSupplier stopped = () -> control.cancelled() || sessions.abandoned();
                var call = new PostgresServer.Call(
                        "psql", PostgresServer.quiet("-A", "-t"), to, SETTINGS, mark, stopped, limit);
                sessions.start((input, output) -> server.script(call, input, output));
                try {
                    give(content, sessions, control);
                    content.prove();
                    for (String table : manifest.rows().keySet()) {
                        sessions.job("analyze " + table + ";\n");
                    }
                    sessions.finish(tried);
                } catch (IOException e) {
                    sessions.proveEnded(tried);
                    throw e;
                }
            }
            return to;
        });
        // Nothing else ever looks at what is spread over partitions as a whole.
        for (List<String> parent : server.ask(tried, to, PARENTS)) {
            server.ask(tried, to, "analyze " + parent.getFirst() + ";", limit, control::cancelled);
        }
    }

    private static void give(Content content, LoadSessions sessions, StepControl control) throws IOException {
        var spread = new Spread(sessions);
        var scanner = new DumpScanner(spread);
        var rate = new Rate(control);
        byte[] buffer = Content.buffer();
        for (int read = content.read(buffer, 0, buffer.length);
                read >= 0;
                read = content.read(buffer, 0, buffer.length)) {
            scanner.scan(buffer, 0, read);
            rate.tell(content.bytes(), () -> Spoken.percent(content.share() * 100));
        }
        scanner.finish();
        spread.finish();
    }

    /** What is loaded and whether it is all there, as it stands on the database itself. */
    static String note(Manifest manifest, boolean complete) {
        return "opsdeck: " + manifest.name() + (complete ? ", all of it" : ", being loaded");
    }
}
