package dev.opsdeck.run;

import dev.opsdeck.plan.Conduct;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.Undo;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What a worker writes while it executes a run. Each write is a transaction that first makes sure that this worker is
 * still the one in charge: a claim raises the run's epoch, and writes under an older epoch are refused.
 */
@Singleton
final class Journal {
    /** How soon it is looked again whether a run's time has come, which a changed clock may bring nearer. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /** A run that this worker is in charge of. */
    record Claim(long epoch, Run run) {}

    /** What trying to start led to. */
    sealed interface Start {
        record Started(Claim claim) implements Start {}

        record Blocked(long holder) implements Start {}

        /** It is not waiting to be started any more. */
        record Gone() implements Start {}
    }

    private final Jdbi jdbi;
    private final RunStore runs;
    private final OutputStore outputs;
    private final RunListener listener;
    private final Clock clock;

    Journal(Jdbi jdbi, RunStore runs, OutputStore outputs, RunListener listener, Clock clock) {
        this.jdbi = jdbi;
        this.runs = runs;
        this.outputs = outputs;
        this.listener = listener;
        this.clock = clock;
    }

    Optional<Run> find(long id) {
        return jdbi.inTransaction(tx -> runs.find(tx, id));
    }

    Start start(long id) {
        return jdbi.inTransaction(tx -> {
            Run run = lock(tx, id);
            if (run.state() != RunState.QUEUED) {
                return new Start.Gone();
            }
            Optional<Long> holder = Locks.take(tx, run, now());
            if (holder.isPresent()) {
                waitFor(tx, run, holder.get());
                return new Start.Blocked(holder.get());
            }
            long epoch = raiseEpoch(tx, id);
            Run running = runs.move(tx, run, RunState.RUNNING, null, now());
            listener.moved(tx, running, run.state());
            return new Start.Started(new Claim(epoch, running));
        });
    }

    /** Whether another run works on one of the run's targets; then the run's card says so. */
    boolean blocked(Run run) {
        Optional<Long> seen = jdbi.withHandle(tx -> Locks.holder(tx, run));
        if (seen.isEmpty() || run.note() != null) {
            return seen.isPresent();
        }
        return jdbi.inTransaction(tx -> {
            Run locked = lock(tx, run.id());
            Optional<Long> holder = Locks.holder(tx, locked);
            holder.filter(_ -> locked.state() == RunState.QUEUED).ifPresent(other -> waitFor(tx, locked, other));
            return holder.isPresent();
        });
    }

    /** Says so once: in a long queue every end of a run would otherwise change the card of each run that waits. */
    private void waitFor(Handle tx, Run run, long holder) {
        if (run.note() == null) {
            note(
                    tx,
                    run.id(),
                    "Waits for run " + holder + ", which works on the same target, and for those before it.");
            listener.progressed(tx, runs.get(tx, run.id()), true);
        }
    }

    /** Says once on the run's card that it waits for its time; returns how long that is. */
    Duration postponed(Run run, Instant until) {
        jdbi.useTransaction(tx -> {
            Run locked = lock(tx, run.id());
            if (locked.state() == RunState.QUEUED && locked.note() == null) {
                note(tx, run.id(), "Approved. It starts when its time has come.");
                listener.progressed(tx, runs.get(tx, run.id()), true);
            }
        });
        Duration left = Duration.between(now(), until);
        return left.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : left;
    }

    /** Takes charge of a running run whose worker is gone; empty when it is not running any more. */
    Optional<Claim> takeOver(long id) {
        return jdbi.inTransaction(tx -> {
            Run run = lock(tx, id);
            return run.state() == RunState.RUNNING
                    ? Optional.of(new Claim(raiseEpoch(tx, id), run))
                    : Optional.<Claim>empty();
        });
    }

    /** Ends a run that was not started. */
    void refuse(long id, RunState to, String note, List<String> drift) {
        jdbi.useTransaction(tx -> {
            Run run = lock(tx, id);
            if (run.state() != RunState.QUEUED) {
                return;
            }
            runs.drift(tx, id, drift);
            Run ended = runs.move(tx, run, to, note, now());
            wakeNext(tx, ended);
            listener.moved(tx, ended, run.state());
        });
    }

    /** Puts on record that the step is about to be done. Only after this returns may anything be touched. */
    StepRecord intend(Claim claim, StepRecord step, Map<String, String> before) {
        return write(claim, tx -> {
            tx.createUpdate("""
                            update run_step set state = 'RUNNING', attempt = attempt + 1, before = :before::jsonb,
                                intent_at = :now, started_at = coalesce(started_at, :now), ended_at = null, note = null
                            where run = :run and index = :index""")
                    .bind("before", RunRows.json(before))
                    .bind("now", RunRows.at(now()))
                    .bind("run", claim.run().id())
                    .bind("index", step.index())
                    .execute();
            return progressed(tx, claim, false).steps().get(step.index());
        });
    }

    /** Puts the outcome of a step on record. */
    void outcome(Claim claim, StepRecord step, StepState state, @Nullable String note, Map<String, String> result) {
        write(claim, tx -> {
            tx.createUpdate("""
                            update run_step set state = :state, note = :note, result = :result::jsonb, ended_at = :now
                            where run = :run and index = :index""")
                    .bind("result", RunRows.json(result))
                    .bind("state", state)
                    .bind("note", note)
                    .bind("now", RunRows.at(now()))
                    .bind("run", claim.run().id())
                    .bind("index", step.index())
                    .execute();
            return progressed(tx, claim, true);
        });
    }

    /** Puts on record where a step stands. */
    void progress(Claim claim, StepRecord step, String note) {
        write(claim, tx -> {
            tx.createUpdate("update run_step set note = :note where run = :run and index = :index")
                    .bind("note", note)
                    .bind("run", claim.run().id())
                    .bind("index", step.index())
                    .execute();
            return progressed(tx, claim, false);
        });
    }

    void output(Claim claim, StepRecord step, String text) {
        write(claim, tx -> {
            long run = claim.run().id();
            int chunk = outputs.nextChunk(tx, run, step.index(), step.attempt());
            outputs.append(tx, run, step.index(), step.attempt(), chunk, text, now());
            return text;
        });
    }

    /** Ends the run, or leaves it to a person. */
    void move(Claim claim, RunState to, @Nullable String note) {
        write(claim, tx -> {
            Run run = runs.get(tx, claim.run().id());
            Run moved = runs.move(tx, run, to, note, now());
            wakeNext(tx, moved);
            listener.moved(tx, moved, run.state());
            return moved;
        });
    }

    boolean cancelRequested(long run) {
        return jdbi.withHandle(tx -> runs.cancelRequested(tx, run));
    }

    /** What would have to be put back: the strictest of what was begun. */
    Undo undoing(Claim claim) {
        return jdbi.withHandle(tx -> runs.get(tx, claim.run().id())).undoing();
    }

    /** Puts on record that from now on the run puts back what it did, newest first. */
    void reverse(Claim claim, Reversal reversal) {
        write(claim, tx -> {
            runs.reverse(tx, claim.run().id(), reversal);
            return progressed(tx, claim, true);
        });
    }

    /** The same claim on the run as it is now. */
    Claim again(Claim claim) {
        return new Claim(
                claim.epoch(), jdbi.withHandle(tx -> runs.get(tx, claim.run().id())));
    }

    /** What was recorded before the step that the given one puts back. */
    Map<String, String> before(Claim claim, StepRecord undoing) {
        return claim.run().steps().get(Objects.requireNonNull(undoing.undoes())).before();
    }

    /** How the earlier step of that name ended; of one with several parts, failed when any of them failed. */
    Conduct.Result result(Claim claim, String name) {
        Plan plan = claim.run().plan();
        List<Conduct.Result> parts = steps(claim).stream()
                .filter(step -> step.undoes() == null && plan.conduct(step.index()).isCalled(name))
                .map(Journal::result)
                .toList();
        return Stream.of(Conduct.Result.FAILED, Conduct.Result.OK)
                .filter(parts::contains)
                .findFirst()
                .orElse(Conduct.Result.SKIPPED);
    }

    private static Conduct.Result result(StepRecord step) {
        return switch (step.state()) {
            case DONE -> Conduct.Result.OK;
            case FAILED, UNKNOWN -> Conduct.Result.FAILED;
            case PENDING, RUNNING, ASKING, SKIPPED -> Conduct.Result.SKIPPED;
        };
    }

    /** The first of these steps that failed. */
    Optional<Integer> failedAmong(Claim claim, List<Integer> indexes) {
        return indexes.isEmpty()
                ? Optional.empty()
                : steps(claim).stream()
                        .filter(step -> indexes.contains(step.index()) && result(step) == Conduct.Result.FAILED)
                        .map(StepRecord::index)
                        .findFirst();
    }

    /** What the newest step that left such a result left. */
    Optional<String> earlier(Claim claim, String result) {
        return steps(claim).reversed().stream()
                .map(step -> step.result().get(result))
                .filter(Objects::nonNull)
                .findFirst();
    }

    static boolean begun(StepRecord step) {
        return step.undoes() == null && step.attempt() > 0;
    }

    private List<StepRecord> steps(Claim claim) {
        return jdbi.withHandle(tx -> runs.get(tx, claim.run().id()).steps());
    }

    Instant now() {
        return clock.instant();
    }

    private Run progressed(Handle tx, Claim claim, boolean stepEnded) {
        tx.createUpdate("update run set version = version + 1 where id = :run")
                .bind("run", claim.run().id())
                .execute();
        Run run = runs.get(tx, claim.run().id());
        listener.progressed(tx, run, stepEnded);
        return run;
    }

    private void wakeNext(Handle tx, Run run) {
        if (run.state().ended()) {
            runs.nextOn(tx, run.plan())
                    .forEach(waiting -> TaskTable.schedule(tx, TaskTable.RUN, Long.toString(waiting), now()));
        }
    }

    private <T> T write(Claim claim, Function<Handle, T> action) {
        return jdbi.inTransaction(tx -> {
            long epoch = tx.createQuery("select epoch from run where id = :run and state = 'RUNNING' for update")
                    .bind("run", claim.run().id())
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(-1L);
            if (epoch != claim.epoch()) {
                throw new Superseded(claim.run().id());
            }
            return action.apply(tx);
        });
    }

    private Run lock(Handle tx, long id) {
        return runs.lock(tx, id).orElseThrow(() -> new IllegalArgumentException("there is no run " + id));
    }

    private static void note(Handle tx, long run, String note) {
        tx.createUpdate("update run set note = :note, version = version + 1 where id = :run")
                .bind("note", note)
                .bind("run", run)
                .execute();
    }

    private static long raiseEpoch(Handle tx, long run) {
        return Objects.requireNonNull(tx.createQuery("update run set epoch = epoch + 1 where id = :run returning epoch")
                .bind("run", run)
                .mapTo(Long.class)
                .one());
    }
}
