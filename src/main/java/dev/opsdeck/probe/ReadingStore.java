package dev.opsdeck.probe;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Keeps what was read for a day, masked as it came from {@link Probing}, so that a file needs no second question. */
@Singleton
public final class ReadingStore {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Jdbi jdbi;
    private final Clock clock;

    ReadingStore(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Keeps the rows, and forgets what has had its time.
     *
     * @return the id under which they are kept
     */
    public String put(String action, String system, @Nullable String service, String title, Table table) {
        String id = UUID.randomUUID().toString();
        Instant now = clock.instant();
        jdbi.useTransaction(tx -> {
            tx.createUpdate("delete from reading where expires_at < :now")
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .execute();
            tx.createUpdate("""
                            insert into reading (id, action, system, service, title, csv, read_at, expires_at)
                            values (:id, :action, :system, :service, :title, :csv, :now, :expires)""")
                    .bind("id", id)
                    .bind("action", action)
                    .bind("system", system)
                    .bind("service", service)
                    .bind("title", title)
                    .bind("csv", CsvText.of(table))
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .bind("expires", now.plus(KEPT).atOffset(ZoneOffset.UTC))
                    .execute();
        });
        return id;
    }

    /** Empty when there is none of that id, or its time is over. */
    public Optional<StoredReading> find(Handle tx, String id) {
        return tx.createQuery("select id, action, system, service, title, csv from reading where id = :id")
                .bind("id", id)
                .map((row, _) -> new StoredReading(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)))
                .findOne();
    }
}
