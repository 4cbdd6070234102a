package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerException;
import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.target.SetAside.Role;
import java.util.Optional;

/** Brings the old container back, from wherever its replacement stands. Doing it twice is doing it once. */
final class PutBack {
    private final ReplaceParts parts;
    private final ContainerApi api;
    private final ContainerStep.Replace step;
    private final StepControl control;

    PutBack(ReplaceParts parts, StepControl control) {
        this.parts = parts;
        this.api = parts.api();
        this.step = parts.step();
        this.control = control;
    }

    /** @param awaited whether its health is waited for, too */
    Outcome outcome(boolean awaited) {
        try {
            Optional<ContainerJson> old = parts.old();
            return old.isPresent() ? back(old.get(), awaited) : anew();
        } catch (EngineUnreachable e) {
            return new Outcome.Failed("Could not put back " + name() + ". " + e.getMessage(), true);
        } catch (DockerException e) {
            return new Outcome.Failed(
                    "Could not put back " + name() + ": the engine at "
                            + api.engine().address() + " refused: " + EngineCall.refusal(e) + ".",
                    true);
        }
    }

    /** Clears away what an attempt left that nobody finished. */
    void clear(ContainerJson old) {
        if (old.setAside().isPresent() || parts.successor().isPresent()) {
            control.output("An earlier attempt was cut off; beginning anew.");
            back(old, false);
        }
    }

    private Outcome back(ContainerJson old, boolean awaited) {
        Outcome health = new Outcome.Done("stopped, as before");
        if (step.together()) {
            health = started(old, awaited);
        }
        parts.successor().ifPresent(this::removed);
        if (!old.name().equals(name())) {
            api.rename(old.id(), name());
        }
        if (!step.together()) {
            health = started(old, awaited);
        }
        return told(health, awaited);
    }

    private Outcome started(ContainerJson old, boolean awaited) {
        parts.reinstate(old);
        if (!parts.ran()) {
            return new Outcome.Done("stopped, as before");
        }
        if (old.active()
                && old.setAside().filter(aside -> aside.role() == Role.KEPT).isPresent()) {
            // The engine may still be stopping it for a worker that has died: that comes to its end first.
            api.stop(old.id(), step.stopTimeout());
        }
        api.start(old.id());
        if (!awaited) {
            return new Outcome.Done("started");
        }
        control.progress("waiting for the old one's health");
        return parts.await(old, parts.service().health(), Allotted.whatever(control, step.within()));
    }

    private Outcome told(Outcome health, boolean awaited) {
        return switch (health) {
            case Outcome.Done(String evidence, var _) ->
                new Outcome.Done(name() + " is the container that it was, " + evidence);
            case Outcome.Failed(String reason, boolean _) ->
                new Outcome.Failed(name() + " is the container that it was, but not well: " + reason, false);
            case Outcome.Interrupted _, Outcome.Unknown _, Outcome.Asks _ -> health;
        };
    }

    private void removed(ContainerJson next) {
        api.stop(next.id(), step.stopTimeout());
        api.remove(next.id());
    }

    /** The old one was removed when all seemed well: another is made like the one that took its place. */
    private Outcome anew() {
        Optional<ContainerJson> next = parts.successor();
        String image = parts.before().getOrDefault("image-id", "");
        if (next.isEmpty()) {
            return parts.container(name())
                    .filter(now -> now.imageId().equals(image))
                    .<Outcome>map(now -> new Outcome.Done(name() + " runs on the image that it ran on before"))
                    .orElseGet(() -> new Outcome.Failed(
                            "There is no container " + name() + " that could be put back, nor one that took its"
                                    + " place: somebody removed it. Start the service by hand.",
                            false));
        }
        var reverse = new ContainerStep.Replace(
                step.service(),
                new Instance(next.get().id(), name()),
                parts.before().getOrDefault("image", image),
                image,
                step.together(),
                step.stopTimeout(),
                step.check(),
                step.within());
        Outcome outcome = new Replacement(parts.with(reverse), Allotted.whatever(control, step.timeout())).outcome();
        if (outcome instanceof Outcome.Done) {
            api.remove(next.get().id());
            return new Outcome.Done(name() + " runs on the image that it ran on before");
        }
        return outcome;
    }

    private String name() {
        return step.instance().name();
    }
}
