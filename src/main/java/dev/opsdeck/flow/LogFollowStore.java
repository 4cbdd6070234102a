package dev.opsdeck.flow;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which logs are being shown as they come, and how far that got. */
@Singleton
final class LogFollowStore {
    /**
     * A log that is or was shown as it comes.
     *
     * @param cursors the time of the last line of each instance that is in the capture
     */
    record Follow(
            long capture,
            Instant begunAt,
            Instant endsAt,
            LogView view,
            Map<String, Instant> cursors,
            @Nullable Instant endedAt) {
        Follow {
            cursors = Map.copyOf(cursors);
        }
    }

    void add(Handle tx, Follow follow) {
        tx.createUpdate("""
                        insert into log_follow (capture, begun_at, ends_at, view, cursors)
                        values (:capture, :begun, :ends, :view, '')""")
                .bind("capture", follow.capture())
                .bind("begun", follow.begunAt().atOffset(ZoneOffset.UTC))
                .bind("ends", follow.endsAt().atOffset(ZoneOffset.UTC))
                .bind("view", follow.view().value())
                .execute();
    }

    /** Locked until the transaction ends. */
    Optional<Follow> lock(Handle tx, long capture) {
        return tx.createQuery("select * from log_follow where capture = :capture for update")
                .bind("capture", capture)
                .map((row, _) -> new Follow(
                        capture,
                        row.getTimestamp("begun_at").toInstant(),
                        row.getTimestamp("ends_at").toInstant(),
                        LogView.of(row.getString("view")).orElseThrow(),
                        read(row.getString("cursors")),
                        row.getTimestamp("ended_at") == null
                                ? null
                                : row.getTimestamp("ended_at").toInstant()))
                .findOne();
    }

    void moved(Handle tx, long capture, Map<String, Instant> cursors) {
        tx.createUpdate("update log_follow set cursors = :cursors where capture = :capture")
                .bind("cursors", written(cursors))
                .bind("capture", capture)
                .execute();
    }

    void ended(Handle tx, long capture, Instant at) {
        tx.createUpdate("update log_follow set ended_at = :at where capture = :capture")
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("capture", capture)
                .execute();
    }

    private static Map<String, Instant> read(String cursors) {
        var read = new HashMap<String, Instant>();
        cursors.lines().forEach(line -> {
            int space = line.lastIndexOf(' ');
            read.put(line.substring(0, space), Instant.parse(line.substring(space + 1)));
        });
        return read;
    }

    private static String written(Map<String, Instant> cursors) {
        return new TreeMap<>(cursors)
                .entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining("\n"));
    }
}
