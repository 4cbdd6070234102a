package dev.opsdeck.message;

import dev.opsdeck.approval.Approval;
import dev.opsdeck.approval.Requirement;
import dev.opsdeck.approval.Vote;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.StepRecord;
import dev.opsdeck.run.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs in all their states. */
final class Examples {
    static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");
    static final String OLGA = "U0OLGA0001";
    static final String LEO = "U0LEO00001";
    static final ServiceRef BACKEND = new ServiceRef("airline", "backend");

    static final String LOG = """
            The container exited with code 1. Its last lines:
            10:15:21 Starting backend 4.2.0
            10:15:22 <main> Cannot connect to postgres:5432 & giving up
            10:15:22 ```exit``` @channel
            """;

    private Examples() {}

    static Plan plan() {
        var one = new Instance("c1", "airline-backend-1");
        var two = new Instance("c2", "airline-backend-2");
        return new Plan(
                "restart airline/backend --rolling",
                "airline",
                List.of(BACKEND),
                List.of(
                        new ServiceStep.Restart(BACKEND, one, Duration.ofSeconds(10), 3),
                        new ServiceStep.Restart(BACKEND, two, Duration.ofSeconds(10), 3),
                        new ServiceStep.AwaitHealthy(
                                BACKEND,
                                List.of(one, two),
                                "running and healthy, GET http://backend:8080/health answers 200 within 30 s",
                                Duration.ofSeconds(30))),
                Risk.CHANGE,
                List.of(new ServiceRef("airline", "api-gateway"), new ServiceRef("airline", "web")),
                Map.of(),
                false,
                List.of(),
                List.of(),
                "3f9a1c7be0d2");
    }

    static WaitingRun waiting() {
        RunView view = view(RunState.WAITING);
        return new WaitingRun(view.run(), Objects.requireNonNull(view.approval()));
    }

    static RunView view(RunState state) {
        return switch (state) {
            case WAITING ->
                new RunView(
                        run(state, pending(), null, false),
                        approval(Approval.State.OPEN),
                        earlier(),
                        List.of(other()),
                        List.of());
            case QUEUED -> view(run(state, pending(), "Waits for run 15 on airline/backend.", false));
            case RUNNING -> view(run(state, running(), null, true));
            case ASKING ->
                view(run(
                        state,
                        unknown(),
                        "opsdeck was restarted in the middle of step 2, and nobody can tell whether it was done.",
                        true));
            case SUCCEEDED -> view(run(state, done(), null, true));
            case FAILED -> view(run(state, failed(), "Step 2 failed: airline-backend-2 did not come up.", true));
            case CANCELLED -> view(run(state, running(), "Stopped before step 3.", true));
            case DENIED -> closed(state, Approval.State.DENIED, LEO, "The import is still running, wait until 11:00.");
            case EXPIRED -> closed(state, Approval.State.EXPIRED, null, null);
            case WITHDRAWN -> closed(state, Approval.State.WITHDRAWN, OLGA, null);
            case VOIDED ->
                new RunView(
                        run(state, pending(), "The plan changed.", false),
                        approval(Approval.State.VOIDED),
                        earlier(),
                        List.of(),
                        List.of(
                                "- Restart airline-backend-2 (up to 10 s to stop), instance 0f3c77aa91be",
                                "+ Restart airline-backend-3 (up to 10 s to stop), instance 77b1c9d2e003"));
        };
    }

    private static RunView view(Run run) {
        return new RunView(run, approval(Approval.State.GRANTED), earlier(), List.of(), List.of());
    }

    private static RunView closed(RunState state, Approval.State how, @Nullable String by, @Nullable String why) {
        var approval = new Approval(
                17,
                "3f9a1c7be0d2",
                List.of(new Requirement("lead", 1, "change")),
                NOW.plusSeconds(900),
                how,
                List.of(),
                by,
                why);
        return new RunView(run(state, pending(), null, false), approval, earlier(), List.of(), List.of());
    }

    static Approval approval(Approval.State state) {
        List<Vote> votes = List.of(new Vote(LEO, "Leo Park", List.of("lead", "operator"), NOW.minusSeconds(60)));
        return new Approval(
                17,
                "3f9a1c7be0d2",
                List.of(new Requirement("lead", 1, "change"), new Requirement("operator", 2, "two pairs of eyes")),
                NOW.plusSeconds(600),
                state,
                votes,
                null,
                null);
    }

    static Run run(RunState state, List<StepRecord> steps, @Nullable String note, boolean output) {
        boolean started = steps.stream().anyMatch(step -> step.startedAt() != null);
        return new Run(
                17,
                state,
                OLGA,
                "Olga Rivers",
                "C0OPS00001",
                "airline-ops",
                "restart backend --rolling",
                "memory leak since the last deploy, p99 > 4 s",
                plan(),
                steps,
                NOW.minusSeconds(120),
                started ? NOW.minusSeconds(14) : null,
                state.ended() ? NOW : null,
                note,
                null,
                false,
                null,
                output,
                5);
    }

    private static Run earlier() {
        Run run = run(RunState.SUCCEEDED, done(), null, true);
        return new Run(
                12,
                run.state(),
                LEO,
                "Leo Park",
                run.channel(),
                run.channelName(),
                run.commandText(),
                null,
                plan(),
                run.steps(),
                NOW.minusSeconds(90_000),
                NOW.minusSeconds(89_990),
                NOW.minusSeconds(89_970),
                null,
                null,
                false,
                null,
                true,
                9);
    }

    private static Run other() {
        Run run = run(RunState.RUNNING, running(), null, true);
        return new Run(
                15,
                run.state(),
                LEO,
                "Leo Park",
                run.channel(),
                run.channelName(),
                run.commandText(),
                null,
                plan(),
                run.steps(),
                NOW.minusSeconds(40),
                NOW.minusSeconds(30),
                null,
                null,
                null,
                false,
                null,
                true,
                3);
    }

    static List<StepRecord> pending() {
        return steps(StepState.PENDING, StepState.PENDING, StepState.PENDING, null);
    }

    private static List<StepRecord> running() {
        return steps(StepState.DONE, StepState.RUNNING, StepState.PENDING, "Waiting for it to stop");
    }

    private static List<StepRecord> unknown() {
        return steps(StepState.DONE, StepState.UNKNOWN, StepState.PENDING, "The engine does not answer");
    }

    private static List<StepRecord> failed() {
        return steps(StepState.DONE, StepState.FAILED, StepState.SKIPPED, LOG);
    }

    private static List<StepRecord> done() {
        return steps(StepState.DONE, StepState.DONE, StepState.DONE, "Started at 10:15:22.480Z");
    }

    private static List<StepRecord> steps(
            StepState first, StepState second, StepState third, @Nullable String secondNote) {
        var steps = new ArrayList<StepRecord>();
        steps.add(step(0, first, 1, 14_000, 1_400, first == StepState.DONE ? "Started at 10:15:17.312Z" : null));
        steps.add(step(1, second, 2, 12_600, 3_200, second == StepState.PENDING ? null : secondNote));
        steps.add(step(
                2, third, 1, 9_400, 9_400, third == StepState.DONE ? "Healthy after 9 s, GET answered 200" : null));
        return steps;
    }

    private static StepRecord step(
            int index, StepState state, int attempt, long startedAgo, long took, @Nullable String note) {
        boolean began = state != StepState.PENDING && state != StepState.SKIPPED;
        boolean ended = state == StepState.DONE || state == StepState.FAILED;
        Instant start = NOW.minusMillis(startedAgo);
        return new StepRecord(
                index,
                plan().steps().get(index),
                state,
                began ? attempt : 0,
                began ? start : null,
                Map.of(),
                began ? start : null,
                ended ? start.plusMillis(took) : null,
                Map.of(),
                null,
                note);
    }
}
