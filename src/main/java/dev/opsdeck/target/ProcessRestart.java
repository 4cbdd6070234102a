package dev.opsdeck.target;

import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.TargetException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Ends a service's process, if it runs, and starts a new one. */
final class ProcessRestart {
    /** Catches what cannot even begin; what fails a little later is seen by those who wait for its health. */
    private static final Duration SETTLE = Duration.ofMillis(150);

    private final LocalProcesses processes;
    private final ServiceStep.Restart step;
    private final SupervisedProcess process;
    private final Map<String, String> before;

    ProcessRestart(LocalProcesses processes, ServiceStep.Restart step, Map<String, String> before) {
        this.processes = processes;
        this.step = step;
        this.process = processes.of(step.service());
        this.before = before;
    }

    Outcome act(Service service, StepControl control) {
        return process.alone(() -> restarted(service, control))
                .orElseGet(() -> new Outcome.Failed(
                        "Did not restart " + name() + ": it is being started or stopped by somebody else.", true));
    }

    private Outcome restarted(Service service, StepControl control) {
        Optional<ProcessRecord> now = process.current();
        if (process.mayAppear()) {
            return new Outcome.Failed("Did not restart " + name() + ": an earlier start of it is not over yet.", true);
        }
        if (ProcessIntent.startedSince(before, now)) {
            return new Outcome.Failed(
                    "Did nothing: " + name() + " was started by somebody else after this restart was prepared."
                            + " Look at it first.",
                    false);
        }
        control.progress("restarting, up to " + step.stopTimeout().toSeconds() + " s to stop");
        if (!process.stop(step.stopTimeout())) {
            return new Outcome.Failed(
                    "Could not end " + name() + ", not even by killing it. See what it waits for, then try again.",
                    true);
        }
        return started(service, control);
    }

    private Outcome started(Service service, StepControl control) {
        try {
            ProcessRecord started = processes.start(step.service(), service);
            control.pause(SETTLE);
            return started.alive().isPresent() ? done(started) : ended(control);
        } catch (TargetException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), false);
        }
    }

    private static Outcome done(ProcessRecord started) {
        return new Outcome.Done("started at " + started.start() + " as process " + started.pid());
    }

    private Outcome ended(StepControl control) {
        var observer = new ProcessObserver(processes, step.service());
        control.output("Last lines of " + name() + ":");
        observer.tail(step.instance(), HealthWait.LINES).forEach(control::output);
        return new Outcome.Failed(
                name() + " was started but did not stay up: it is "
                        + ProcessObserver.state(process.current()) + ". Its last " + HealthWait.LINES
                        + " lines are in the output: fix what they say first.",
                false);
    }

    /** Nobody who acts can be overlooked: the lock is held by whoever does, and by no one who died. */
    Finding inspect() {
        return process.alone(this::finding)
                .orElseGet(() -> new Finding.UnderWay(name() + " is being started or stopped"));
    }

    private Finding finding() {
        Optional<ProcessRecord> now = process.current();
        if (process.mayAppear()) {
            return new Finding.UnderWay(name() + " may be starting");
        }
        String state = name() + " is " + ProcessObserver.state(now);
        if (ProcessIntent.startedSince(before, now)) {
            return now.isPresent()
                    ? new Finding.Happened(state + ", started at " + now.get().start())
                    : new Finding.CannotTell("What was recorded of " + name()
                            + " is lost. See whether it still runs before starting another.");
        }
        boolean runs = now.flatMap(ProcessRecord::alive).isPresent();
        return new Finding.DidNotHappen(state + (runs ? " as before" : " and was not started again"));
    }

    private String name() {
        return step.instance().name();
    }
}
