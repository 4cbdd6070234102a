package dev.opsdeck.flow;

import dev.opsdeck.access.Actor;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.capture.Capture;
import dev.opsdeck.capture.CaptureStore;
import dev.opsdeck.capture.CaptureStore.Direction;
import dev.opsdeck.capture.CaptureWriter;
import dev.opsdeck.capture.CapturedLine;
import dev.opsdeck.capture.Origin;
import dev.opsdeck.command.Command;
import dev.opsdeck.flow.LogFollowStore.Follow;
import dev.opsdeck.message.Elapsed;
import dev.opsdeck.message.FollowCard;
import dev.opsdeck.message.LogBlocks;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.Urgency;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.run.TaskTable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Shows new lines of a log in a message of the channel as they come. How far it got is a row, and looking for more is a
 * task of the scheduler: when the replica that did it dies, another goes on.
 */
@Singleton
final class LogFollowing {
    /** Name of the scheduled task; the instance is the number of the capture. */
    static final String TASK = "log-follow";

    /** A message of a channel may change about once a second, and others want to change, too. */
    private static final Duration EVERY = Duration.ofSeconds(3);

    private static final int SHOWN_LINES = 20;
    private static final int SHOWN_ROOM = 2_800;

    private final LogFollowStore store;
    private final LogNews news;
    private final CaptureStore captures;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Jdbi jdbi;
    private final Clock clock;

    LogFollowing(
            LogFollowStore store,
            LogNews news,
            CaptureStore captures,
            Outbox outbox,
            AuditTrail audit,
            Journaled journaled,
            Jdbi jdbi,
            Clock clock) {
        this.store = store;
        this.news = news;
        this.captures = captures;
        this.outbox = outbox;
        this.audit = audit;
        this.journaled = journaled;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    Reply start(Handle tx, Caller caller, Command.Logs command, Origin origin) {
        Instant now = clock.instant();
        Instant end = now.plus(command.following().orElseThrow());
        long id = captures.open(tx, origin);
        var filter = new LogFilter(command.levels(), command.grep(), command.exclude());
        var follow = new Follow(id, now, end, LogView.end(id, filter), Map.of(), null);
        store.add(tx, follow);
        TaskTable.schedule(tx, TASK, Long.toString(id), now);
        Capture capture = captures.find(tx, id).orElseThrow();
        show(tx, capture, follow, null);
        audit.append(tx, journaled.request(caller, LogPages.name(capture), "ok"));
        return new Reply.Private(Message.of("The log of " + Mrkdwn.bold(LogPages.name(capture))
                + " is followed in this channel until " + Mrkdwn.second(end) + ": everybody here can read it."));
    }

    Reply stop(Handle tx, Capture capture, Actor actor) {
        Follow follow = store.lock(tx, capture.id()).orElse(null);
        if (follow == null || follow.endedAt() != null) {
            return new Reply.Private(Message.of("This log is not followed any more."));
        }
        end(tx, capture, follow, "stopped by " + actor.name());
        audit.append(tx, journaled.entry(actor.id(), "stop-follow", LogPages.name(capture), Map.of()));
        return new Reply.Silent();
    }

    /** Looks for more lines; says when to come back, or nothing when it is over. */
    Optional<Instant> look(long id) {
        Capture capture = captures.find(id).orElse(null);
        Follow follow = jdbi.inTransaction(tx -> store.lock(tx, id)).orElse(null);
        if (capture == null || follow == null || follow.endedAt() != null) {
            return Optional.empty();
        }
        LogNews.Found found = null;
        String problem = null;
        try {
            found = news.since(capture, follow);
        } catch (ProbeException e) {
            problem = Objects.requireNonNullElse(e.getMessage(), "The log cannot be read.");
        }
        return write(id, found, problem);
    }

    private Optional<Instant> write(long id, LogNews.@Nullable Found found, @Nullable String problem) {
        return jdbi.inTransaction(tx -> {
            Follow follow = store.lock(tx, id).orElseThrow();
            Capture capture = captures.find(tx, id).orElseThrow();
            if (follow.endedAt() != null) {
                return Optional.<Instant>empty();
            }
            if (found != null) {
                try (CaptureWriter writer = captures.resume(tx, capture)) {
                    found.lines().forEach(line -> writer.add(line.mark(), line.instance(), line.head(), line.text()));
                }
                store.moved(tx, id, found.cursors());
            }
            Capture now = captures.find(tx, id).orElseThrow();
            if (clock.instant().isBefore(follow.endsAt())) {
                show(tx, now, follow, problem);
                return Optional.of(clock.instant().plus(EVERY));
            }
            end(tx, now, follow, "for " + Elapsed.words(Duration.between(follow.begunAt(), follow.endsAt())));
            return Optional.<Instant>empty();
        });
    }

    private void end(Handle tx, Capture capture, Follow follow, String how) {
        store.ended(tx, capture.id(), clock.instant());
        outbox.desire(
                tx,
                key(capture),
                capture.origin().channel(),
                FollowCard.of(card(capture, follow, how, null), newest(tx, capture)),
                Urgency.FINAL);
    }

    private void show(Handle tx, Capture capture, Follow follow, @Nullable String problem) {
        outbox.desire(
                tx,
                key(capture),
                capture.origin().channel(),
                FollowCard.of(card(capture, follow, null, problem), newest(tx, capture)),
                Urgency.PROGRESS);
    }

    private static FollowCard.Following card(
            Capture capture, Follow follow, @Nullable String ended, @Nullable String problem) {
        return new FollowCard.Following(
                capture.id(),
                LogPages.name(capture),
                capture.origin().who(),
                follow.view().filter().words().orElse(null),
                capture.lines(),
                follow.endsAt(),
                ended,
                problem);
    }

    private List<String> newest(Handle tx, Capture capture) {
        var lines = new ArrayList<CapturedLine>();
        var left = new AtomicInteger(SHOWN_ROOM);
        captures.scan(tx, capture.id(), capture.lines(), Direction.BACKWARD, line -> {
            if (lines.size() == SHOWN_LINES || left.addAndGet(-LogBlocks.room(line.text())) < 0) {
                return false;
            }
            lines.add(line);
            return true;
        });
        return LogPages.shown(capture, lines.reversed());
    }

    private static String key(Capture capture) {
        return TASK + ":" + capture.id();
    }
}
