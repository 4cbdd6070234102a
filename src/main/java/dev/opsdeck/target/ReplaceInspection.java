package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerException;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.SetAside.Role;
import java.util.Optional;

/** Finds out how far a replacement came whose worker died: the containers' names tell. */
record ReplaceInspection(ReplaceParts parts) {
    Finding finding() {
        try {
            return parts.old().map(this::judged).orElseGet(this::removed);
        } catch (EngineUnreachable e) {
            throw new TargetException(String.valueOf(e.getMessage()), e);
        } catch (DockerException e) {
            throw new TargetException("The engine refused to tell: " + EngineCall.refusal(e), e);
        }
    }

    private Finding judged(ContainerJson old) {
        Optional<ContainerJson> next = parts.successor();
        boolean proven =
                old.setAside().filter(aside -> aside.role() == Role.REPLACED).isPresent();
        if (!proven) {
            return new Finding.DidNotHappen(
                    next.isPresent() || old.setAside().isPresent()
                            ? name() + " was being replaced; the new one was not proven healthy"
                            : name() + " was not touched");
        }
        if (next.isEmpty()) {
            return new Finding.CannotTell("The container that took the place of " + name()
                    + " has vanished. The old one is there as " + old.name() + ".");
        }
        return next.get().name().equals(name()) && !old.active()
                ? new Finding.Happened(name() + " is " + next.get().instance().shortId() + " now")
                : new Finding.DidNotHappen("the new " + name() + " is healthy, the old one is not out of the way yet");
    }

    private Finding removed() {
        return parts.successor()
                .filter(next -> next.name().equals(name()))
                .<Finding>map(next ->
                        new Finding.Happened(name() + " is " + next.instance().shortId() + " now"))
                .orElseGet(() -> new Finding.CannotTell("There is no container " + name()
                        + " any more: somebody removed or re-created it meanwhile. Look at the service first."));
    }

    private String name() {
        return parts.step().instance().name();
    }
}
