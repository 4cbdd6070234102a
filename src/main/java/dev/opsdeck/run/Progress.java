package dev.opsdeck.run;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Takes a run that a worker is in charge of through its steps, and back where what was done has to be put back. */
@Singleton
final class Progress {
    private final Journal journal;
    private final Forward forward;
    private final Backward backward;

    Progress(Journal journal, Forward forward, Backward backward) {
        this.journal = journal;
        this.forward = forward;
        this.backward = backward;
    }

    /** What follows a step. */
    enum Next {
        NEXT,
        /** The run has ended, or a person must say how to go on. */
        RUN_ENDED,
        HANDED_OVER,
        /** From here on what was done is put back. */
        REVERSED
    }

    RunWorker.Result perform(Journal.Claim claim, CountDownLatch stopping) {
        for (StepRecord step : claim.run().steps()) {
            if (step.state() == StepState.DONE || step.state() == StepState.SKIPPED) {
                continue;
            }
            if (stopping.getCount() == 0) {
                return new RunWorker.Result.Again(Duration.ZERO);
            }
            switch (carryOut(claim, step, stopping)) {
                case NEXT -> {}
                case HANDED_OVER -> {
                    return new RunWorker.Result.Again(Duration.ZERO);
                }
                case RUN_ENDED -> {
                    return new RunWorker.Result.Finished();
                }
                case REVERSED -> {
                    return perform(journal.again(claim), stopping);
                }
            }
        }
        Reversal reversal = claim.run().reversal();
        if (reversal == null) {
            journal.move(claim, RunState.SUCCEEDED, null);
        } else {
            journal.move(claim, reversal.to(), reversal.reason() + " Everything that was done was put back.");
        }
        return new RunWorker.Result.Finished();
    }

    private Next carryOut(Journal.Claim claim, StepRecord step, CountDownLatch stopping) {
        if (claim.run().reversal() == null) {
            return forward.carryOut(claim, step, stopping);
        }
        return step.undoes() == null ? Next.NEXT : backward.carryOut(claim, step, stopping);
    }
}
