package dev.opsdeck.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.opsdeck.catalog.BackupRule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What is known about a backup. It lies beside the backup as JSON and is written last: a backup without one is no backup.
 *
 * @param name unique: what it is a backup of, when it was begun, and the run
 * @param source what the catalog calls it
 * @param file its name in the store
 * @param bytes as it is stored
 * @param contentBytes before it was compressed
 * @param sha256 of what is stored, lower-case hex
 * @param tool what wrote it, with its version
 * @param server version of what was backed up
 * @param database name of the database within its server; empty for what is none
 * @param rows of every table, as they were written; empty for what has no tables
 * @param at when it was begun; what was written later is not in it
 */
public record Manifest(
        String name,
        String system,
        String source,
        Kind kind,
        String store,
        String file,
        long bytes,
        long contentBytes,
        String sha256,
        BackupRule.Compression compression,
        String tool,
        String server,
        String database,
        Map<String, Long> rows,
        Instant at,
        Duration took,
        long run) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS, SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
            .build();

    public Manifest {
        rows = Map.copyOf(rows);
    }

    /** What it is a backup of. */
    public enum Kind {
        POSTGRESQL,
        REDIS,
        FILES
    }

    /** How many rows it holds in all. */
    public long allRows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    static String fileOf(String system, String name) {
        return system + "/" + name + ".json";
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A manifest cannot be written as JSON", e);
        }
    }

    static Manifest read(byte[] json) throws IOException {
        return JSON.readValue(json, Manifest.class);
    }
}
