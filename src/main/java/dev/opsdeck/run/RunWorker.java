package dev.opsdeck.run;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Executes runs, and goes on with those whose worker died. */
@Singleton
public final class RunWorker {
    private static final Logger LOG = LoggerFactory.getLogger(RunWorker.class);

    /** When to look again whether a run that waits for its targets may start; the run before wakes it, too. */
    /** Whoever ends wakes the next in line; this is for what nobody woke. */
    private static final Duration BLOCKED = Duration.ofSeconds(5);

    private final Journal journal;
    private final StartCheck startCheck;
    private final Progress progress;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** How the execution of a run ended for this worker. */
    public sealed interface Result {
        /** Nothing more to do for now. */
        record Finished() implements Result {}

        /** To be called again after that time, here or on another replica. */
        record Again(Duration after) implements Result {}
    }

    RunWorker(Journal journal, StartCheck startCheck, Progress progress) {
        this.journal = journal;
        this.startCheck = startCheck;
        this.progress = progress;
    }

    /** Takes the run as far as it goes. Safe to call at any time, for any run, on any replica. */
    public Result execute(long id) {
        try (var _ = MDC.putCloseable("run", Long.toString(id))) {
            Optional<Run> run = journal.find(id);
            return run.isEmpty() ? new Result.Finished() : execute(run.get());
        } catch (Superseded e) {
            LOG.info("Stopped: {}", e.getMessage());
            return new Result.Finished();
        }
    }

    /** Ends waiting steps and takes no new ones: what is not finished is handed over. */
    public void stop() {
        stopping.countDown();
    }

    private Result execute(Run run) {
        return switch (run.state()) {
            case QUEUED -> begin(run);
            case RUNNING -> journal.takeOver(run.id()).map(this::perform).orElseGet(Result.Finished::new);
            case WAITING, ASKING, SUCCEEDED, FAILED, CANCELLED, DENIED, EXPIRED, WITHDRAWN, VOIDED ->
                new Result.Finished();
        };
    }

    private Result begin(Run run) {
        if (journal.blocked(run)) {
            return new Result.Again(BLOCKED);
        }
        if (run.startedAt() == null) {
            switch (startCheck.check(run)) {
                case StartCheck.Verdict.Later(Instant at) -> {
                    return new Result.Again(journal.postponed(run, at));
                }
                case StartCheck.Verdict.Go _ -> {}
                case StartCheck.Verdict.Void(String reason, List<String> drift) -> {
                    journal.refuse(run.id(), RunState.VOIDED, reason, drift);
                    return new Result.Finished();
                }
                case StartCheck.Verdict.Fail(String reason) -> {
                    journal.refuse(run.id(), RunState.FAILED, reason, List.of());
                    return new Result.Finished();
                }
            }
        }
        return switch (journal.start(run.id())) {
            case Journal.Start.Started(var claim) -> perform(claim);
            case Journal.Start.Blocked _ -> new Result.Again(BLOCKED);
            case Journal.Start.Gone _ -> new Result.Finished();
        };
    }

    private Result perform(Journal.Claim claim) {
        return progress.perform(claim, stopping);
    }
}
