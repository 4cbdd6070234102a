package dev.opsdeck.backup;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.target.PipedEnd;
import jakarta.inject.Singleton;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Loads a backup into an empty database, as a stream. */
@Singleton
final class Loading {
    /**
     * Nobody uses the database yet: what a crash of the server takes is loaded again, and indexes may take memory to be
     * made faster.
     */
    private static final String SETTINGS = "-c synchronous_commit=off -c maintenance_work_mem=256MB";

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
            var call = new PostgresServer.Call(
                    "psql", PostgresServer.quiet(), to, SETTINGS, mark, control::cancelled, limit);
            PipedEnd end = server.script(call, new Told(content, control), OutputStream.nullOutputStream());
            if (end.exitCode() != 0) {
                throw ToolFault.of(tried, "psql", end);
            }
            content.prove();
            return end;
        });
        server.ask(tried, to, "analyze;", limit, control::cancelled);
    }

    /** Tells how far it has come. */
    private static final class Told extends FilterInputStream {
        private final Content content;
        private final Rate rate;

        Told(Content content, StepControl control) {
            super(content);
            this.content = content;
            this.rate = new Rate(control);
        }

        @Override
        public int read(byte[] buffer, int from, int count) throws IOException {
            int read = in.read(buffer, from, count);
            rate.tell(content.bytes(), () -> Spoken.percent(content.share() * 100));
            return read;
        }

        /** Whoever opened it looks at it once more after it was read. */
        @Override
        public void close() {}
    }

    /** What is loaded and whether it is all there, as it stands on the database itself. */
    static String note(Manifest manifest, boolean complete) {
        return "opsdeck: " + manifest.name() + (complete ? ", all of it" : ", being loaded");
    }
}
