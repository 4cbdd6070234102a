package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerException;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.SetAside.Role;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Does, looks at and undoes the steps on containers that are not restarts. */
record ContainerSteps(ContainerApi api, HttpCheck http, ComposeProgram compose, Service service) {
    Map<String, String> before(ServiceStep.Start step) {
        return existing(step.instance(), ContainerSwitch::written);
    }

    Map<String, String> before(ServiceStep.Stop step) {
        return existing(step.instance(), ContainerSwitch::written);
    }

    Map<String, String> before(ContainerStep step) {
        return switch (step) {
            case ContainerStep.Replace replace -> existing(replace.instance(), ReplaceParts::written);
            case ContainerStep.Discard _,
                    ContainerStep.Remove _,
                    ContainerStep.Add _,
                    ContainerStep.FetchImage _,
                    ContainerStep.BuildImage _,
                    ContainerStep.Compose _ -> Map.of();
        };
    }

    private Map<String, String> existing(Instance instance, Function<ContainerJson, Map<String, String>> written) {
        return api.container(instance.id())
                .map(ContainerJson::new)
                .map(written)
                .orElseThrow(() -> new TargetException("There is no container " + instance.name()
                        + " any more: somebody removed or re-created it since this was planned."
                        + " Give the command again to plan with what is there now."));
    }

    Outcome act(ServiceStep.Start step, StepControl control) {
        return did(() -> new ContainerSwitch(api, step.instance()).start(control));
    }

    Outcome act(ServiceStep.Stop step, StepControl control) {
        return did(() -> new ContainerSwitch(api, step.instance()).stop(step.stopTimeout(), control));
    }

    Outcome act(ContainerStep step, Map<String, String> before, StepControl control) {
        return switch (step) {
            case ContainerStep.Replace replace -> new Replacement(parts(replace, before), control).outcome();
            case ContainerStep.Discard discard -> did(() -> discarded(discard));
            case ContainerStep.Remove remove -> did(() -> new ContainerSwitch(api, remove.instance()).remove());
            case ContainerStep.Add add ->
                did(() -> new ContainerAdding(api, add, EnvironmentFile.of(service)).add(control));
            case ContainerStep.FetchImage fetch -> new ImageWork(api, control).fetch(fetch);
            case ContainerStep.BuildImage build -> new ImageWork(api, control).build(build, compose.folder());
            case ContainerStep.Compose command ->
                compose.run(command, api.engine().address(), control);
        };
    }

    private Outcome discarded(ContainerStep.Discard step) {
        boolean inUse = api.container(step.instance().id())
                .map(ContainerJson::new)
                .filter(container -> container
                        .setAside()
                        .filter(aside -> aside.role() == Role.REPLACED)
                        .isEmpty())
                .isPresent();
        return inUse
                ? new Outcome.Failed(step.instance().name() + " was not replaced, so it is not removed.", false)
                : new ContainerSwitch(api, step.instance()).remove();
    }

    /** An engine that refused says why; one that was lost leaves open whether it did what it was asked. */
    private Outcome did(Supplier<Outcome> work) {
        try {
            return work.get();
        } catch (EngineUnreachable e) {
            return e.mayHaveArrived()
                    ? new Outcome.Unknown(String.valueOf(e.getMessage()))
                    : new Outcome.Failed(String.valueOf(e.getMessage()), true);
        } catch (DockerException e) {
            return new Outcome.Failed(
                    "The engine at " + api.engine().address() + " refused: " + EngineCall.refusal(e),
                    e.getHttpStatus() >= 500);
        }
    }

    Finding inspect(ContainerStep step, Map<String, String> before) {
        return switch (step) {
            case ContainerStep.Replace replace -> new ReplaceInspection(parts(replace, before)).finding();
            case ContainerStep.Discard discard -> new ContainerSwitch(api, discard.instance()).inspectRemove();
            case ContainerStep.Remove remove -> new ContainerSwitch(api, remove.instance()).inspectRemove();
            case ContainerStep.Add add -> new ContainerAdding(api, add, EnvironmentFile.NONE).inspect();
            case ContainerStep.FetchImage _, ContainerStep.BuildImage _, ContainerStep.Compose _ ->
                new Finding.DidNotHappen("Whether it was done or not, it may be done again");
        };
    }

    Outcome undo(ContainerStep step, Map<String, String> before, StepControl control) {
        return switch (step) {
            case ContainerStep.Replace replace -> new PutBack(parts(replace, before), control).outcome(true);
            case ContainerStep.Add add -> did(() -> new ContainerAdding(api, add, EnvironmentFile.NONE).undo());
            case ContainerStep.Discard _,
                    ContainerStep.Remove _,
                    ContainerStep.FetchImage _,
                    ContainerStep.BuildImage _,
                    ContainerStep.Compose _ ->
                throw new IllegalStateException("\"" + step.title() + "\" does not say that it can be undone");
        };
    }

    Outcome undo(Instance instance, Duration timeout, Map<String, String> before, StepControl control) {
        return did(() -> new ContainerSwitch(api, instance).as(before, timeout, control));
    }

    private ReplaceParts parts(ContainerStep.Replace step, Map<String, String> before) {
        return new ReplaceParts(api, http, service, step, before);
    }
}
