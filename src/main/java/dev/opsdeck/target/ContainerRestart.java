package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.StepControl;
import java.time.Duration;
import java.util.Optional;

/** Restarts one container and proves it by the container's own start time. */
final class ContainerRestart {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final DockerEngine engine;
    private final ServiceStep.Restart step;
    private final RestartIntent intent;
    private final StepControl control;

    ContainerRestart(DockerEngine engine, ServiceStep.Restart step, RestartIntent intent, StepControl control) {
        this.engine = engine;
        this.step = step;
        this.intent = intent;
        this.control = control;
    }

    Outcome outcome() {
        try {
            Optional<ContainerState> now = engine.inspect(intent.container());
            if (now.isEmpty()) {
                return gone();
            }
            if (intent.startedSince(now.get())) {
                return new Outcome.Failed(
                        "Did nothing: " + name() + " was started by somebody else at "
                                + now.get().startedAt() + ", after this restart was prepared. Look at it first.",
                        false);
            }
        } catch (EngineUnreachable e) {
            return new Outcome.Failed("Did not restart " + name() + ". " + e.getMessage(), true);
        } catch (DockerException e) {
            return refused(e);
        }
        return restart();
    }

    private Outcome restart() {
        control.progress("restarting, up to " + step.stopTimeout().toSeconds() + " s to stop");
        try {
            engine.restart(intent.container(), step.stopTimeout());
        } catch (NotFoundException e) {
            return gone();
        } catch (DockerException e) {
            return refused(e);
        } catch (EngineUnreachable e) {
            if (!e.mayHaveArrived()) {
                return new Outcome.Failed("Did not restart " + name() + ". " + e.getMessage(), true);
            }
            control.output("The answer to the restart was lost; looking whether it happened. " + e.getMessage());
        }
        return verified();
    }

    /** Looks until the start time has changed. Nothing else proves a restart, not even the engine's answer. */
    private Outcome verified() {
        String lastSeen = "it was not seen again";
        do {
            try {
                Optional<ContainerState> now = engine.inspect(intent.container());
                if (now.isEmpty()) {
                    return new Outcome.Unknown(name() + " vanished while it was being restarted. See whether somebody"
                            + " removed or re-created it, then plan the restart again.");
                }
                if (intent.startedSince(now.get())) {
                    return settled(now.get());
                }
                lastSeen = "it is " + now.get().described() + ", last started "
                        + now.get().startedAt();
            } catch (EngineUnreachable | DockerException e) {
                lastSeen = String.valueOf(e.getMessage());
            }
        } while (control.pause(BETWEEN_LOOKS));
        return new Outcome.Unknown("Asked for a restart of " + name() + " but could not see it happen: " + lastSeen
                + ". Look at the container, then decide whether to try again.");
    }

    /** What ends a little later is seen by the step after this one, which waits for its health. */
    private Outcome settled(ContainerState now) {
        if (now.running()) {
            return new Outcome.Done("started at " + now.startedAt());
        }
        control.output("Last lines of " + name() + ":");
        control.pause(HealthWait.LOG_SETTLES);
        new ContainerObserver(engine).tail(step.instance(), HealthWait.LINES).forEach(control::output);
        return new Outcome.Failed(
                name() + " was restarted at " + now.startedAt() + " but did not stay up: it is " + now.described()
                        + ". Its last " + HealthWait.LINES + " lines are in the output: fix what they say first.",
                false);
    }

    private Outcome gone() {
        return new Outcome.Failed(
                "There is no container " + name() + " any more: somebody removed or re-created it since this was"
                        + " planned. Give the command again to plan with what is there now.",
                false);
    }

    private Outcome refused(DockerException e) {
        boolean passing = e.getHttpStatus() >= 500;
        String reason =
                "The engine at " + engine.address() + " refused to restart " + name() + ": " + EngineCall.refusal(e);
        return new Outcome.Failed(reason, passing);
    }

    private String name() {
        return step.instance().name();
    }
}
