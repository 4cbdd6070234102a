package dev.opsdeck.target;

import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import java.util.HashMap;
import java.util.Optional;

/** Makes one more container of a service, and takes it away again. */
record ContainerAdding(ContainerApi api, ContainerStep.Add step, EnvironmentFile environment) {
    Outcome add(StepControl control) {
        Optional<ContainerJson> there = named();
        if (there.isPresent() && !ours(there.get())) {
            return new Outcome.Failed(
                    "There is a container " + step.name() + " already, which this step did not make. Look whose it is.",
                    false);
        }
        if (there.isEmpty()) {
            Optional<ContainerJson> like = api.container(step.like().id()).map(ContainerJson::new);
            if (like.isEmpty()) {
                return new Outcome.Failed(
                        "There is no container " + step.like().name() + " any more that another could be made like."
                                + " Give the command again to plan with what is there now.",
                        false);
            }
            make(like.get(), control);
        }
        Instance added = new Instance(named().orElseThrow().id(), step.name());
        return new ContainerSwitch(api, added).start(control);
    }

    private void make(ContainerJson like, StepControl control) {
        var labels = new HashMap<String, String>();
        labels.put(ContainerLabels.LIKE, like.id());
        labels.put(ContainerLabels.RUN, Long.toString(control.run()));
        labels.put(ContainerLabels.STEP, Integer.toString(control.index()));
        labels.put(ComposeLabels.NUMBER, Integer.toString(step.number()));
        if (!like.label(ContainerLabels.IMAGE).isEmpty()) {
            labels.put(ContainerLabels.IMAGE, like.label(ContainerLabels.IMAGE));
        }
        // The name may stand for a newer image by now: a copy runs what the others run.
        boolean current = api.image(like.image())
                .filter(image -> image.path("Id").asText().equals(like.imageId()))
                .isPresent();
        if (!current) {
            labels.putIfAbsent(ContainerLabels.IMAGE, like.image());
        }
        new ContainerMaker(api)
                .make(like, step.name(), current ? like.image() : like.imageId(), labels, environment, false, true);
    }

    Finding inspect() {
        return named().filter(this::ours)
                .<Finding>map(there -> there.active()
                        ? new Finding.Happened(step.name() + " runs")
                        : new Finding.DidNotHappen(step.name() + " was made but not started"))
                .orElseGet(() -> new Finding.DidNotHappen("there is no " + step.name() + " yet"));
    }

    Outcome undo() {
        return named().filter(this::ours)
                .<Outcome>map(there -> {
                    api.stop(there.id(), step.stopTimeout());
                    api.remove(there.id());
                    return new Outcome.Done(step.name() + " was removed again");
                })
                .orElseGet(() -> new Outcome.Done("there is no " + step.name()));
    }

    private Optional<ContainerJson> named() {
        return api.container(step.name()).map(ContainerJson::new);
    }

    private boolean ours(ContainerJson container) {
        return container.label(ContainerLabels.LIKE).equals(step.like().id());
    }
}
