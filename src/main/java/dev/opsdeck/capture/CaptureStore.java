package dev.opsdeck.capture;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Outputs that are fetched once and looked at many times. Memory does not grow with them: they are written and read
 * chunk by chunk.
 */
@Singleton
public final class CaptureStore {
    /** The most that one capture keeps, in bytes before packing. */
    public static final long MOST_BYTES = 200L * 1024 * 1024;

    /** How long a capture is kept. */
    public static final Duration KEPT = Duration.ofHours(24);

    private final Jdbi jdbi;
    private final Masking masking;
    private final Clock clock;

    public CaptureStore(Jdbi jdbi, Masking masking, Clock clock) {
        this.jdbi = jdbi;
        this.masking = masking;
        this.clock = clock;
    }

    /** Begins a capture; close the writer when all is written. */
    public CaptureWriter begin(Origin origin) {
        return begin(origin, MOST_BYTES);
    }

    CaptureWriter begin(Origin origin, long most) {
        long id = jdbi.inTransaction(tx -> open(tx, origin));
        return new CaptureWriter(jdbi::useTransaction, id, masking, most, CaptureWriter.Extent.NONE);
    }

    /** An empty capture, to be written by {@link #resume}. */
    public long open(Handle tx, Origin origin) {
        Instant now = clock.instant();
        return tx.createQuery("""
                        insert into capture (kind, title, system, service, who, channel, taken_at, expires_at)
                        values (:kind, :title, :system, :service, :who, :channel, :now, :expires) returning id""")
                .bind("kind", origin.kind())
                .bind("title", masking.mask(origin.title()))
                .bind("system", origin.system())
                .bind("service", origin.service())
                .bind("who", origin.who())
                .bind("channel", origin.channel())
                .bind("now", at(now))
                .bind("expires", at(now.plus(KEPT)))
                .mapTo(Long.class)
                .one();
    }

    /** Adds to a capture whose earlier writer was closed, in that transaction; one writer at a time. */
    public CaptureWriter resume(Handle tx, Capture capture) {
        int chunks = tx.createQuery("select coalesce(max(number), -1) + 1 from capture_chunk where capture = :id")
                .bind("id", capture.id())
                .mapTo(Integer.class)
                .one();
        var extent = new CaptureWriter.Extent(chunks, capture.lines(), capture.bytes());
        return new CaptureWriter(work -> work.useHandle(tx), capture.id(), masking, MOST_BYTES, extent);
    }

    /** The capture; empty when there is none or its time is over. */
    public Optional<Capture> find(long id) {
        return jdbi.inTransaction(tx -> find(tx, id));
    }

    /** The same within a transaction. */
    public Optional<Capture> find(Handle tx, long id) {
        return tx.createQuery("select * from capture where id = :id and expires_at > :now")
                .bind("id", id)
                .bind("now", at(clock.instant()))
                .map((row, _) -> capture(row, marks(tx, id)))
                .findOne();
    }

    private static Map<Character, Long> marks(Handle tx, long id) {
        var marks = new TreeMap<Character, Long>();
        tx.createQuery("select mark, lines from capture_mark where capture = :id")
                .bind("id", id)
                .map((row, _) -> Map.entry(row.getString(1).charAt(0), row.getLong(2)))
                .forEach(each -> marks.put(each.getKey(), each.getValue()));
        return marks;
    }

    /**
     * Hands over the lines from that number on, or those before it backwards, until the sink wants no more.
     *
     * @param sink false when it wants no more
     */
    public void scan(long capture, long line, Direction direction, Predicate<CapturedLine> sink) {
        scan(at -> jdbi.withHandle(handle -> chunk(handle, capture, at, direction)), line, direction, sink);
    }

    /** The same within a transaction. */
    public void scan(Handle tx, long capture, long line, Direction direction, Predicate<CapturedLine> sink) {
        scan(at -> chunk(tx, capture, at, direction), line, direction, sink);
    }

    private static void scan(
            LongFunction<Optional<Packed>> chunks, long line, Direction direction, Predicate<CapturedLine> sink) {
        Optional<Packed> next = chunks.apply(line);
        while (next.isPresent()) {
            Packed packed = next.get();
            List<CapturedLine> lines = Chunk.unpack(packed.content(), packed.firstLine());
            for (CapturedLine each : direction == Direction.FORWARD ? lines : lines.reversed()) {
                boolean wanted = direction == Direction.FORWARD ? each.number() >= line : each.number() < line;
                if (wanted && !sink.test(each)) {
                    return;
                }
            }
            next = chunks.apply(
                    direction == Direction.FORWARD ? packed.firstLine() + packed.lines() : packed.firstLine());
        }
    }

    /** Which way lines are read. */
    public enum Direction {
        FORWARD,
        BACKWARD
    }

    private record Packed(long firstLine, int lines, byte[] content) {}

    /** The chunk with that line, or with the one before it. */
    private static Optional<Packed> chunk(Handle handle, long capture, long line, Direction direction) {
        String wanted = direction == Direction.FORWARD
                ? "first_line + lines > :line order by number"
                : "first_line < :line order by number desc";
        return handle.createQuery("select first_line, lines, content from capture_chunk where capture = :id and "
                        + wanted + " limit 1")
                .bind("id", capture)
                .bind("line", line)
                .map((row, _) -> new Packed(row.getLong(1), row.getInt(2), row.getBytes(3)))
                .findOne();
    }

    /** Forgets captures whose time is over. */
    public void forgetOld() {
        jdbi.useHandle(handle -> handle.createUpdate("delete from capture where expires_at <= :now")
                .bind("now", at(clock.instant()))
                .execute());
    }

    private static Capture capture(ResultSet row, Map<Character, Long> marks) throws SQLException {
        return new Capture(
                row.getLong("id"),
                new Origin(
                        row.getString("kind"),
                        row.getString("title"),
                        row.getString("system"),
                        row.getString("service"),
                        row.getString("who"),
                        row.getString("channel")),
                row.getTimestamp("taken_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getLong("lines"),
                row.getLong("bytes"),
                marks,
                row.getBoolean("complete"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
