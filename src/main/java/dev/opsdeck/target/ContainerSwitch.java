package dev.opsdeck.target;

import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Starts, stops and removes single containers. Each may be done again: one that is so already is left as it is. */
record ContainerSwitch(ContainerApi api, Instance instance) {
    /** Catches what cannot even begin; what fails a little later is seen by those who wait for its health. */
    private static final Duration SETTLE = Duration.ofMillis(150);

    private static final String RAN = "running";

    /** What is recorded before it is started or stopped. */
    static Map<String, String> written(ContainerJson container) {
        return Map.of("container", container.id(), RAN, Boolean.toString(container.active()));
    }

    Outcome start(StepControl control) {
        Optional<ContainerJson> found = container();
        if (found.isEmpty()) {
            return gone();
        }
        if (found.get().status().equals("paused")) {
            api.unpause(instance.id());
        }
        api.start(instance.id());
        control.pause(SETTLE);
        return container().map(now -> started(now, control)).orElseGet(this::gone);
    }

    private Outcome started(ContainerJson now, StepControl control) {
        if (now.active()) {
            return new Outcome.Done(
                    "started at " + now.json().at("/State/StartedAt").asText());
        }
        control.output("Last lines of " + instance.name() + ":");
        new ContainerObserver(api.engine()).tail(instance, HealthWait.LINES).forEach(control::output);
        return new Outcome.Failed(
                instance.name() + " was started but did not stay up: it is " + described(now)
                        + ". Its last lines are in the output: fix what they say first.",
                false);
    }

    Outcome stop(Duration timeout, StepControl control) {
        if (container().isEmpty()) {
            return gone();
        }
        control.progress("stopping, up to " + timeout.toSeconds() + " s");
        api.stop(instance.id(), timeout);
        return container()
                .filter(ContainerJson::active)
                .<Outcome>map(_ -> new Outcome.Failed(
                        instance.name() + " was told to stop but runs: somebody may have started it again.", true))
                .orElseGet(() -> new Outcome.Done("stopped"));
    }

    Outcome remove() {
        Optional<ContainerJson> found = container();
        if (found.filter(ContainerJson::active).isPresent()) {
            return new Outcome.Failed(
                    instance.name() + " was not removed: it runs. Stop it first, or find out who started it.", false);
        }
        api.remove(instance.id());
        return new Outcome.Done(found.isPresent() ? "removed; its volumes are kept" : "it was gone already");
    }

    Finding inspectStart() {
        return container()
                .<Finding>map(now -> now.active()
                        ? new Finding.Happened(instance.name() + " runs")
                        : new Finding.DidNotHappen(instance.name() + " is " + described(now)))
                .orElseGet(this::unknown);
    }

    Finding inspectStop() {
        return container()
                .<Finding>map(now -> now.active()
                        ? new Finding.DidNotHappen(instance.name() + " still runs")
                        : new Finding.Happened(instance.name() + " is " + described(now)))
                .orElseGet(this::unknown);
    }

    Finding inspectRemove() {
        return container().isEmpty()
                ? new Finding.Happened(instance.name() + " is gone")
                : new Finding.DidNotHappen(instance.name() + " is still there");
    }

    /** Puts it back to how it was, running or not. */
    Outcome as(Map<String, String> before, Duration timeout, StepControl control) {
        return Boolean.parseBoolean(before.getOrDefault(RAN, "false")) ? start(control) : stop(timeout, control);
    }

    private Optional<ContainerJson> container() {
        return api.container(instance.id()).map(ContainerJson::new);
    }

    private static String described(ContainerJson container) {
        String status = container.status();
        return status.equals("exited")
                ? "exited with code " + container.json().at("/State/ExitCode").asText()
                : status;
    }

    private Outcome gone() {
        return new Outcome.Failed(
                "There is no container " + instance.name() + " any more: somebody removed or re-created it since this"
                        + " was planned. Give the command again to plan with what is there now.",
                false);
    }

    private Finding unknown() {
        return new Finding.CannotTell("There is no container " + instance.name()
                + " any more: somebody removed or re-created it meanwhile. Look at the service before going on.");
    }
}
