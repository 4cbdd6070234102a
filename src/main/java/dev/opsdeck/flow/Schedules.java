package dev.opsdeck.flow;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Schedule;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.ScheduleCards;
import dev.opsdeck.routine.CronTimes;
import dev.opsdeck.routine.ScheduleStore;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the catalog schedules, once for each time, and asks for the approvals that it needs ahead of time. */
@Singleton
final class Schedules implements Regular {
    /** Later than this a time counts as missed. */
    static final Duration GRACE = Duration.ofMinutes(5);

    /** How soon after a failure it is tried again to find out whether an approval is needed. */
    private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

    /** Spares the targets the question; nothing depends on it. */
    private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();

    private final LiveCatalog catalog;
    private final ScheduleStore store;
    private final ScheduledRuns scheduled;
    private final RunStore runs;
    private final Outbox outbox;
    private final Jdbi jdbi;
    private final Clock clock;

    Schedules(
            LiveCatalog catalog,
            ScheduleStore store,
            ScheduledRuns scheduled,
            RunStore runs,
            Outbox outbox,
            Jdbi jdbi,
            Clock clock) {
        this.catalog = catalog;
        this.store = store;
        this.scheduled = scheduled;
        this.runs = runs;
        this.outbox = outbox;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public String task() {
        return "schedules";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void run() {
        for (ManagedSystem system : catalog.current().systems().values()) {
            for (Schedule schedule : system.allSchedules()) {
                try {
                    look(new Timed(system, schedule));
                } catch (RuntimeException e) {
                    // One that fails must not keep the others from their time.
                    LOG.error("The schedule {}/{} could not be looked at", system.name(), schedule.name(), e);
                }
            }
        }
    }

    /** A schedule of a system. */
    record Timed(ManagedSystem system, Schedule schedule) {
        String name() {
            return system.name() + "/" + schedule.name();
        }

        String definition() {
            return schedule.at() + " " + schedule.zone();
        }

        /** When it really begins: the same on every replica. */
        Instant starts(Instant due) {
            long most = schedule.jitter().toSeconds();
            long late = most == 0 ? 0 : Math.floorMod((name() + due).hashCode(), most + 1);
            return due.plusSeconds(late);
        }

        Optional<Instant> next(Instant after) {
            return CronTimes.next(schedule.at(), schedule.zone(), after);
        }
    }

    private void look(Timed timed) {
        Instant now = clock.instant();
        ScheduleStore.Row row = row(timed, now);
        Instant due = row.due();
        if (due == null) {
            return;
        }
        Instant starts = timed.starts(due);
        if (!now.isBefore(starts)) {
            due(timed, row, starts, now);
        } else if (row.pausedBy() == null
                && !row.prepared()
                && timed.schedule().check() == null
                && !now.isBefore(starts.minus(timed.schedule().ahead()))) {
            prepare(timed, row, starts, now);
        }
    }

    private ScheduleStore.Row row(Timed timed, Instant now) {
        Optional<ScheduleStore.Row> known = jdbi.withHandle(tx -> store.find(tx, timed.name()));
        if (known.isPresent() && known.get().definition().equals(timed.definition())) {
            return known.get();
        }
        return jdbi.inTransaction(tx -> {
            store.define(tx, timed.name(), timed.definition(), timed.next(now).orElse(null));
            return store.find(tx, timed.name()).orElseThrow();
        });
    }

    private void prepare(Timed timed, ScheduleStore.Row row, Instant starts, Instant now) {
        if (now.isBefore(notBefore.getOrDefault(timed.name(), Instant.MIN))) {
            return;
        }
        switch (scheduled.ahead(timed, row, starts)) {
            case ScheduledRuns.Ahead.Settled(Long run) ->
                jdbi.useTransaction(tx -> store.prepared(tx, timed.name(), run));
            case ScheduledRuns.Ahead.Unknown(String reason) -> {
                notBefore.put(timed.name(), now.plus(TRY_AGAIN));
                LOG.warn("It could not be found out whether {} needs an approval: {}", timed.name(), reason);
            }
        }
    }

    private void due(Timed timed, ScheduleStore.Row row, Instant starts, Instant now) {
        boolean missed = now.isAfter(starts.plus(GRACE));
        if (row.pausedBy() != null) {
            done(timed, row, "left out: paused", null, now);
        } else if (row.preparedRun() != null) {
            asked(timed, row, Objects.requireNonNull(row.preparedRun()), now);
        } else if (missed && timed.schedule().missed() == Schedule.Missed.SKIP) {
            tell(timed, row, "was missed: nothing could be done at its time. It goes on at its next time.");
            done(timed, row, "missed", null, now);
        } else if (timed.schedule().check() != null) {
            done(timed, row, scheduled.check(timed, row), null, now);
        } else {
            ScheduledRuns.Begun begun = scheduled.begin(timed, row, starts);
            if (begun.run() == null) {
                tell(timed, row, "did not run. " + begun.result());
            }
            done(timed, row, begun.result(), begun.run(), now);
        }
    }

    /** The time of a run that was asked for ahead: by now it is approved, or it does not run. */
    private void asked(Timed timed, ScheduleStore.Row row, long id, Instant now) {
        RunState state = jdbi.withHandle(tx -> runs.find(tx, id)).orElseThrow().state();
        if (state == RunState.WAITING || state == RunState.EXPIRED) {
            tell(timed, row, "did not run: nobody approved run " + id + " in time.");
        }
        done(timed, row, "asked for ahead", id, now);
    }

    private void tell(Timed timed, ScheduleStore.Row row, String what) {
        String channel = timed.system().channels().ops();
        if (channel != null) {
            jdbi.useTransaction(tx -> outbox.post(
                    tx,
                    "schedule:" + timed.name() + ":" + row.due(),
                    channel,
                    ScheduleCards.news(timed.name(), what),
                    null));
        }
    }

    private void done(Timed timed, ScheduleStore.Row row, String result, @Nullable Long run, Instant now) {
        jdbi.useTransaction(
                tx -> store.done(tx, row, result, run, timed.next(now).orElse(null)));
    }
}
