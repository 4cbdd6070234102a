package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs one statement that may take hours: tells how far it is, and has the server cancel it when the run is cancelled.
 * The session has a name of its own, so that it is found again after a crash: PostgreSQL carries on without its client.
 */
@Singleton
final class LongStatement {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration TELL = Duration.ofSeconds(2);

    /** A cancelled statement ends at the next point where the server looks; some of them are far apart. */
    private static final Duration FAREWELL = Duration.ofSeconds(30);

    private final Writing writing;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    LongStatement(Writing writing, Clock clock) {
        this.writing = writing;
        this.clock = clock;
    }

    /** Where the server tells how far a statement is. */
    enum Progress {
        VACUUM("pg_stat_progress_vacuum", "heap_blks_scanned", "heap_blks_total"),
        VACUUM_FULL("pg_stat_progress_cluster", "heap_blks_scanned", "heap_blks_total"),
        ANALYZE("pg_stat_progress_analyze", "sample_blks_scanned", "sample_blks_total"),
        CREATE_INDEX("pg_stat_progress_create_index", "blocks_done", "blocks_total");

        private final String view;
        private final String done;
        private final String total;

        Progress(String view, String done, String total) {
            this.view = view;
            this.done = done;
            this.total = total;
        }
    }

    /** How a statement ended. */
    sealed interface Ended {
        record Well() implements Ended {}

        /** @param outcome what that means for the step */
        record Otherwise(Outcome outcome) implements Ended {}
    }

    /**
     * Where and how.
     *
     * @param marker from {@link #marker}
     * @param lock how long it waits for locks behind which others would queue; zero for as long as it takes
     */
    record Job(
            ManagedSystem system, String database, String marker, String what, Progress progress, Duration lock) {}

    /** A name that no other session has. */
    static String marker() {
        return Limits.APPLICATION + "-" + UUID.randomUUID().toString().substring(0, 13);
    }

    /** For a statement that is no work, but waits for the transactions that began before it; not for ever. */
    static WriteLimits patient() {
        return new WriteLimits(Limits.APPLICATION, Duration.ofSeconds(60), Duration.ofMinutes(5));
    }

    Ended run(Job job, String sql, StepControl control) {
        Duration whole = Duration.between(clock.instant(), control.deadline());
        var limits = new WriteLimits(job.marker(), job.lock(), whole);
        Future<Table> running = threads.submit(() -> writing.run(job.system(), job.database(), sql, limits));
        long toldAt = System.nanoTime();
        while (true) {
            Optional<Ended> ended = await(job, running, LOOK);
            if (ended.isPresent()) {
                return ended.get();
            }
            if (control.cancelled()) {
                return cancelled(job, running, new Outcome.Interrupted(job.what() + " was cancelled on the server."));
            }
            if (!clock.instant().isBefore(control.deadline().minus(FAREWELL))) {
                return cancelled(
                        job, running, new Outcome.Failed(job.what() + " took too long and was cancelled.", false));
            }
            if (System.nanoTime() - toldAt > TELL.toNanos()) {
                toldAt = System.nanoTime();
                tell(job, control);
            }
        }
    }

    private Optional<Ended> await(Job job, Future<Table> running, Duration patience) {
        try {
            running.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(new Ended.Well());
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(new Ended.Otherwise(
                    switch (e.getCause()) {
                        case SqlFailure refused -> Refusal.outcome(job.what(), refused);
                        case TargetException lost -> new Outcome.Unknown(String.valueOf(lost.getMessage()));
                        case null, default -> throw new IllegalStateException(e.getCause());
                    }));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Ended.Otherwise(new Outcome.Interrupted("The worker is stopping.")));
        }
    }

    /** What ended well while it was being cancelled has ended well. */
    private Ended cancelled(Job job, Future<Table> running, Outcome outcome) {
        cancel(job.system(), job.database(), job.marker());
        Optional<Ended> ended = await(job, running, FAREWELL);
        return switch (ended.orElse(null)) {
            case Ended.Well well -> well;
            case Ended.Otherwise _ -> new Ended.Otherwise(outcome);
            case null ->
                new Ended.Otherwise(new Outcome.Unknown(
                        job.what() + " was cancelled, but the server has not ended it yet."));
        };
    }

    /** Has the server cancel what runs under the marker; nothing when nothing does. */
    private void cancel(ManagedSystem system, String database, String marker) {
        try {
            writing.run(
                    system,
                    database,
                    "select pg_cancel_backend(pid) from pg_stat_activity where application_name = "
                            + Writing.literal(marker) + " and pid <> pg_backend_pid()",
                    WriteLimits.brief());
        } catch (SqlFailure e) {
            throw new TargetException("It could not be cancelled: " + Refusal.words(e), e);
        }
    }

    /** Has the server end what still runs for the job, and waits for it. */
    void end(Job job, StepControl control) {
        while (underWay(job).isPresent()) {
            cancel(job.system(), job.database(), job.marker());
            if (!control.pause(LOOK)) {
                throw new TargetException(job.what() + " still runs on the server.");
            }
        }
    }

    private void tell(Job job, StepControl control) {
        try {
            underWay(job).ifPresent(control::progress);
        } catch (TargetException e) {
            control.progress("It runs, but the server does not say how far it is.");
        }
    }

    /** How far the statement is that runs under the job's marker; empty when none does. */
    Optional<String> underWay(Job job) {
        Progress progress = job.progress();
        String sql = """
                select extract(epoch from clock_timestamp() - a.query_start)::bigint,
                       case when a.wait_event_type = 'Lock' then pg_blocking_pids(a.pid)::text else '' end,
                       coalesce(p.phase, ''), coalesce(p.%s, 0), coalesce(p.%s, 0),
                       coalesce(p.relid::regclass::text, '')
                from pg_stat_activity a left join %s p on p.pid = a.pid
                where a.application_name = %s and a.state <> 'idle'
                """.formatted(progress.done, progress.total, progress.view, Writing.literal(job.marker()));
        List<List<String>> rows = writing.look(job.system(), job.database(), sql).rows();
        return rows.stream().findFirst().map(LongStatement::words);
    }

    private static String words(List<String> row) {
        var text = new StringBuilder("Runs for ").append(Spoken.seconds(Double.parseDouble(row.getFirst())));
        if (!row.get(5).isEmpty()) {
            text.append(", on ").append(row.get(5));
        }
        if (!row.get(2).isEmpty()) {
            text.append(", ").append(row.get(2));
        }
        double total = Double.parseDouble(row.get(4));
        if (total > 0) {
            text.append(", ").append(Spoken.percent(Double.parseDouble(row.get(3)) * 100 / total));
        }
        if (!row.get(1).isEmpty() && !row.get(1).equals("{}")) {
            text.append("; waits for session ").append(row.get(1).replaceAll("[{}]", "").replace(",", ", "));
        }
        return text.append('.').toString();
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
