package dev.opsdeck.target;

import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.TargetException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Starts and stops a service's process. Each may be done again: what is so already is left as it is. */
final class ProcessSwitch {
    /** Catches what cannot even begin; what fails a little later is seen by those who wait for its health. */
    private static final Duration SETTLE = Duration.ofMillis(150);

    private static final String RAN = "running";

    private final LocalProcesses processes;
    private final ServiceRef ref;
    private final Instance instance;
    private final SupervisedProcess process;

    ProcessSwitch(LocalProcesses processes, ServiceRef ref, Instance instance) {
        this.processes = processes;
        this.ref = ref;
        this.instance = instance;
        this.process = processes.of(ref);
    }

    /** What is recorded before. */
    Map<String, String> written() {
        return Map.of(RAN, Boolean.toString(running()));
    }

    Outcome start(Service service, StepControl control) {
        return alone(() -> {
            if (process.mayAppear()) {
                return new Outcome.Failed(
                        "Did not start " + instance.name() + ": an earlier start of it is not over yet.", true);
            }
            return running() ? new Outcome.Done("runs already") : started(service, control);
        });
    }

    private Outcome started(Service service, StepControl control) {
        try {
            ProcessRecord started = processes.start(ref, service);
            control.pause(SETTLE);
            if (started.alive().isPresent()) {
                return new Outcome.Done("started at " + started.start() + " as process " + started.pid());
            }
            control.output("Last lines of " + instance.name() + ":");
            new ProcessObserver(processes, ref).tail(instance, HealthWait.LINES).forEach(control::output);
            return new Outcome.Failed(
                    instance.name() + " was started but did not stay up: it is "
                            + ProcessObserver.state(process.current()) + ". Its last " + HealthWait.LINES
                            + " lines are in the output: fix what they say first.",
                    false);
        } catch (TargetException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), false);
        }
    }

    Outcome stop(Duration timeout, StepControl control) {
        return alone(() -> {
            control.progress("stopping, up to " + timeout.toSeconds() + " s");
            return process.stop(timeout)
                    ? new Outcome.Done("stopped")
                    : new Outcome.Failed(
                            "Could not end " + instance.name() + ", not even by killing it. See what it waits for,"
                                    + " then try again.",
                            true);
        });
    }

    /** Puts it back to how it was, running or not. */
    Outcome as(Map<String, String> before, Service service, Duration timeout, StepControl control) {
        return Boolean.parseBoolean(before.getOrDefault(RAN, "false"))
                ? start(service, control)
                : stop(timeout, control);
    }

    /** Nobody who acts can be overlooked: the lock is held by whoever does, and by no one who died. */
    Finding inspect(boolean wanted) {
        return process.alone(() -> finding(wanted))
                .orElseGet(() -> new Finding.UnderWay(instance.name() + " is being started or stopped"));
    }

    private Finding finding(boolean wanted) {
        if (process.mayAppear()) {
            return new Finding.UnderWay(instance.name() + " may be starting");
        }
        String state = instance.name() + " is " + ProcessObserver.state(process.current());
        return running() == wanted ? new Finding.Happened(state) : new Finding.DidNotHappen(state);
    }

    private Outcome alone(Supplier<Outcome> work) {
        return process.alone(work)
                .orElseGet(() -> new Outcome.Failed(
                        "Did nothing: " + instance.name() + " is being started or stopped by somebody else.", true));
    }

    private boolean running() {
        return process.current().flatMap(ProcessRecord::alive).isPresent();
    }
}
