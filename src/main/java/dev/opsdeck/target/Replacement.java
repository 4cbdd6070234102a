package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerException;
import dev.opsdeck.catalog.Health;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.SetAside.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a new container in an old one's place. Names say how far that came, so that whoever goes on after a crash
 * knows: as long as the old one is not named as replaced, everything is put back and begun anew; from then on what is
 * left is done.
 */
final class Replacement {
    private final ReplaceParts parts;
    private final ContainerApi api;
    private final ContainerStep.Replace step;
    private final StepControl control;

    Replacement(ReplaceParts parts, StepControl control) {
        this.parts = parts;
        this.api = parts.api();
        this.step = parts.step();
        this.control = control;
    }

    Outcome outcome() {
        try {
            Optional<ContainerJson> old = parts.old();
            return old.isEmpty() ? gone() : replaced(old.get());
        } catch (EngineUnreachable e) {
            return new Outcome.Unknown("Lost the engine while " + name() + " was being replaced. " + e.getMessage());
        } catch (DockerException e) {
            return refused(e);
        }
    }

    private Outcome gone() {
        return parts.successor()
                .filter(next -> next.name().equals(name()))
                .map(next -> done(next, "replaced already"))
                .orElseGet(() -> new Outcome.Failed(
                        "There is no container " + name() + " any more: somebody removed or re-created it since this"
                                + " was planned. Give the command again to plan with what is there now.",
                        false));
    }

    private Outcome replaced(ContainerJson old) {
        if (is(old, Role.REPLACED)) {
            return finished(old, parts.successor().orElseThrow());
        }
        if (control.cancelled()) {
            return new Outcome.Interrupted("Stopped before " + name() + " was touched.");
        }
        Optional<String> image = image();
        if (image.isEmpty()) {
            return new Outcome.Failed(
                    "The image " + step.image() + " is not on the engine at "
                            + api.engine().address() + ". Pull or build it first.",
                    false);
        }
        try {
            EnvironmentFile.of(parts.service());
        } catch (TargetException e) {
            return new Outcome.Failed(e.getMessage() + " " + name() + " was not touched.", false);
        }
        new PutBack(parts, control).clear(old);
        return step.together() ? beside(old, image.get()) : inPlace(old, image.get());
    }

    /** The new one runs beside the old one, and nobody is sent to it before it is healthy. */
    private Outcome beside(ContainerJson old, String image) {
        boolean aliases = new ContainerNetworks(old).hasAliases();
        String id = make(old, marked(Role.NEXT), image, !aliases);
        api.start(id);
        Outcome health = healthy(old, id);
        if (health instanceof Outcome.Done && aliases) {
            control.progress("letting others find the new one");
            parts.maker().giveAliases(id, old);
            health = healthy(old, id);
        }
        return health instanceof Outcome.Done done ? finished(committed(old), newest(id), done) : failed(health);
    }

    /** The old one holds what the new one needs, such as a port of the host, so it goes first. */
    private Outcome inPlace(ContainerJson old, String image) {
        control.progress("stopping the old one, up to " + step.stopTimeout().toSeconds() + " s");
        // Renamed first: where it is found running under this name, it may be about to stop.
        api.rename(old.id(), marked(Role.KEPT));
        parts.retire(old);
        api.stop(old.id(), step.stopTimeout());
        String id = make(old, name(), image, true);
        api.start(id);
        Outcome health = healthy(old, id);
        return health instanceof Outcome.Done done ? finished(committed(old), newest(id), done) : failed(health);
    }

    private String make(ContainerJson old, String name, String image, boolean aliases) {
        control.progress("starting the new one");
        var labels = new HashMap<String, String>();
        labels.put(ContainerLabels.REPLACES, old.id());
        labels.put(ContainerLabels.RUN, Long.toString(control.run()));
        labels.put(ContainerLabels.STEP, Integer.toString(control.index()));
        boolean known = api.image(step.image())
                .filter(found -> found.path("Id").asText().equals(image))
                .isPresent();
        if (!known) {
            labels.put(ContainerLabels.IMAGE, step.image());
        }
        if (!old.label(ComposeLabels.IMAGE).isEmpty()) {
            labels.put(ComposeLabels.IMAGE, image);
        }
        return parts.maker()
                .make(
                        old,
                        name,
                        known ? step.image() : image,
                        labels,
                        EnvironmentFile.of(parts.service()),
                        true,
                        aliases);
    }

    /** The engine's id of the image; what the plan says, or what the name stands for since an earlier step. */
    private Optional<String> image() {
        return api.image(step.id().isEmpty() ? step.image() : step.id())
                .map(found -> found.path("Id").asText());
    }

    private Outcome healthy(ContainerJson old, String id) {
        return parts.await(newest(id), check(old, id), Allotted.of(control, step.within()));
    }

    /** The check of the new one itself; while both run, the catalog's URL may well be answered by the old one. */
    private @Nullable Health check(ContainerJson old, String id) {
        Service service = parts.service();
        Health given = service.health();
        if (given == null) {
            return null;
        }
        return OwnHealth.moved(given, old, newest(id)).orElse(step.together() ? null : given);
    }

    private ContainerJson committed(ContainerJson old) {
        api.rename(old.id(), marked(Role.REPLACED));
        return parts.old().orElseThrow();
    }

    private Outcome finished(ContainerJson old, ContainerJson next) {
        return finished(old, next, new Outcome.Done("healthy"));
    }

    private Outcome finished(ContainerJson old, ContainerJson next, Outcome.Done proof) {
        if (!next.name().equals(name())) {
            api.rename(next.id(), name());
        }
        control.progress("stopping the old one, up to " + step.stopTimeout().toSeconds() + " s");
        parts.retire(old);
        api.stop(old.id(), step.stopTimeout());
        parts.keepImage(old);
        return done(next, proof.evidence(), old.imageId());
    }

    private Outcome done(ContainerJson next, String evidence) {
        return done(next, evidence, "");
    }

    private Outcome done(ContainerJson next, String evidence, String was) {
        return new Outcome.Done(
                name() + " is " + next.instance().shortId() + " now, " + evidence,
                Map.of("image", next.imageId(), "replaced-image", was));
    }

    private Outcome failed(Outcome health) {
        return switch (health) {
            case Outcome.Interrupted interrupted when control.stopping() -> interrupted;
            case Outcome.Interrupted(String reason) -> new Outcome.Interrupted(reason + " " + putBack());
            case Outcome.Failed(String reason, boolean _) -> new Outcome.Failed(reason + " " + putBack(), false);
            case Outcome.Done _, Outcome.Unknown _, Outcome.Asks _ -> health;
        };
    }

    private Outcome refused(DockerException e) {
        String reason = "The engine at " + api.engine().address() + " refused while " + name() + " was being replaced: "
                + EngineCall.refusal(e) + ".";
        try {
            return parts.old().filter(old -> is(old, Role.REPLACED)).isPresent()
                    ? new Outcome.Unknown(reason)
                    : new Outcome.Failed(reason + " " + putBack(), false);
        } catch (EngineUnreachable | DockerException again) {
            return new Outcome.Unknown(reason + " Putting the old one back failed, too: " + again.getMessage());
        }
    }

    private String putBack() {
        return switch (new PutBack(parts, control).outcome(true)) {
            case Outcome.Done(String evidence, Map<String, String> _) -> "Put back: " + evidence + ".";
            case Outcome.Failed(String reason, boolean _) -> reason;
            case Outcome.Unknown(String reason) -> reason;
            case Outcome.Interrupted(String reason) -> reason;
            case Outcome.Asks _ -> "";
        };
    }

    private String marked(Role role) {
        return new SetAside(name(), role, control.run(), control.index()).name();
    }

    private static boolean is(ContainerJson container, Role role) {
        return container.setAside().filter(aside -> aside.role() == role).isPresent();
    }

    private ContainerJson newest(String id) {
        return parts.container(id).orElseThrow(() -> new DockerException("the new container has vanished", 500));
    }

    private String name() {
        return step.instance().name();
    }
}
