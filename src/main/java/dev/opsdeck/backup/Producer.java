package dev.opsdeck.backup;

import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Writes out something that is to be backed up, as a stream. */
interface Producer {
    Manifest.Kind kind();

    /** What the file's name ends with, before it is compressed. */
    String extension();

    /**
     * Writes all of it.
     *
     * @param mark by which what does it is found by {@link #end}
     * @throws dev.opsdeck.plan.TargetException when not all of it could be written
     * @throws dev.opsdeck.target.Piped.StoppedException when it was stopped
     */
    Facts write(OutputStream to, String mark, BooleanSupplier stopped, Duration limit);

    /** Ends what an opsdeck that is no more has started under that mark. */
    void end(String mark);

    /**
     * What there is to know about what was written.
     *
     * @param database name within the server; empty for what is no database
     * @param rows by table
     */
    record Facts(String tool, String server, String database, Map<String, Long> rows) {}
}
