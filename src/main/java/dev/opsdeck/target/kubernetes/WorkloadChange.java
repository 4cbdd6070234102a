package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.plan.WorkloadStep;
import dev.opsdeck.plan.WorkloadStep.ImageChange;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One change of one workload: what it was before, made, looked for after a crash, and put back. */
final class WorkloadChange {
    /** The object that was looked at: one made anew under its name is another. */
    private static final String UID = "uid";

    /** What a restart writes, chosen before it is done so that it can be found after a crash. */
    private static final String MARK = "mark";

    /** What stood there before; absent when nothing did. */
    private static final String MARKED = "marked";

    /** Under which name the cluster keeps the revision that there was. */
    private static final String RECORD = "record";

    private final ClusterReader reader;
    private final ClusterWriter writer;
    private final Workload workload;

    WorkloadChange(ClusterReader reader, ClusterWriter writer, ManagedSystem system, WorkloadStep step) {
        this.reader = reader;
        this.writer = writer;
        Service service = system.services().get(step.service().service());
        this.workload = new ServicePods(reader).workload(Objects.requireNonNull(service));
    }

    /** @param mark what a restart would write: no other one ever wrote or will write the same */
    Map<String, String> before(WorkloadStep step, String mark) {
        var before = new LinkedHashMap<>(Map.of(UID, workload.metadata().getUid()));
        switch (step) {
            case WorkloadStep.RolloutRestart _ -> {
                before.put(MARK, mark);
                mark().ifPresent(marked -> before.put(MARKED, marked));
            }
            case WorkloadStep.ScaleWorkload scale -> require(desired() == scale.from(), "has " + desired() + " pods");
            case WorkloadStep.LimitAutoscaler limit ->
                require(least(limit) == limit.from(), "has an autoscaler that keeps at least " + least(limit));
            case WorkloadStep.SetImages set -> require(are(set, ImageChange::from), "runs " + images());
            case WorkloadStep.RolloutUndo _ -> before.put(RECORD, current().name());
            case WorkloadStep.AwaitRollout _ -> {}
        }
        return before;
    }

    private void require(boolean asPlanned, String now) {
        if (!asPlanned) {
            throw new TargetException(workload.title() + " " + now
                    + ", which is not what was planned with: somebody has changed it. Give the command again.");
        }
    }

    /** Makes the change. */
    Outcome act(WorkloadStep step, Map<String, String> before) {
        require(Objects.equals(workload.metadata().getUid(), before.get(UID)), "was made anew");
        switch (step) {
            case WorkloadStep.RolloutRestart _ -> writer.markRestart(workload, before.get(MARK));
            case WorkloadStep.ScaleWorkload scale -> writer.scale(workload, scale.from(), scale.to());
            case WorkloadStep.LimitAutoscaler limit -> writer.limit(autoscaler(limit), limit.to());
            case WorkloadStep.SetImages set -> writer.setImages(workload, images(set, ImageChange::to));
            case WorkloadStep.RolloutUndo undo -> rollTo(undo.record());
            case WorkloadStep.AwaitRollout _ -> throw new IllegalArgumentException("Watching is no change");
        }
        return new Outcome.Done("the cluster has taken it: " + changed(step));
    }

    private static String changed(WorkloadStep step) {
        return switch (step) {
            case WorkloadStep.RolloutRestart _ -> "a new revision of the same";
            case WorkloadStep.ScaleWorkload scale -> "scaled to " + scale.to();
            case WorkloadStep.LimitAutoscaler limit -> "at least " + limit.to();
            case WorkloadStep.SetImages set ->
                set.images().stream().map(ImageChange::to).collect(Collectors.joining(", "));
            case WorkloadStep.RolloutUndo undo -> "back at what was revision " + undo.revision();
            case WorkloadStep.AwaitRollout _ -> "nothing";
        };
    }

    Finding inspect(WorkloadStep step, Map<String, String> before) {
        if (!Objects.equals(workload.metadata().getUid(), before.get(UID))) {
            return new Finding.CannotTell(
                    workload.title() + " was removed and made anew since. Look at it: /ops rollout");
        }
        return switch (step) {
            case WorkloadStep.RolloutRestart _ ->
                found(marked(before, MARK), marked(before, MARKED), "its latest restart is another one");
            case WorkloadStep.ScaleWorkload scale ->
                found(desired() == scale.to(), desired() == scale.from(), "it is to have " + desired() + " pods");
            case WorkloadStep.LimitAutoscaler limit ->
                found(
                        least(limit) == limit.to(),
                        least(limit) == limit.from(),
                        "its autoscaler keeps at least " + least(limit));
            case WorkloadStep.SetImages set ->
                found(are(set, ImageChange::to), are(set, ImageChange::from), "it runs " + images());
            case WorkloadStep.RolloutUndo _
            when !workload.seen() ->
                new Finding.UnderWay("the cluster has not looked at the latest change of " + workload.title() + " yet");
            case WorkloadStep.RolloutUndo undo -> {
                Revision now = current();
                yield found(
                        now.name().equals(undo.record()),
                        now.name().equals(before.get(RECORD)),
                        "it is at revision " + now.number());
            }
            case WorkloadStep.AwaitRollout _ -> new Finding.DidNotHappen("Watching changes nothing");
        };
    }

    private Finding found(boolean after, boolean before, String otherwise) {
        if (after) {
            return new Finding.Happened(workload.title() + " is as the step makes it");
        }
        return before
                ? new Finding.DidNotHappen(workload.title() + " is as it was")
                : new Finding.CannotTell("Somebody has changed " + workload.title() + " since: " + otherwise + ".");
    }

    /** Puts back what there was; nothing is changed where that is there already. */
    void undo(WorkloadStep step, Map<String, String> before) {
        switch (inspect(step, before)) {
            case Finding.Happened _ -> putBack(step, before);
            case Finding.DidNotHappen _ -> {}
            case Finding.UnderWay(String evidence) -> throw new TargetException(evidence);
            case Finding.CannotTell(String reason) ->
                throw new TargetException(reason + " It was not put back over that.");
        }
    }

    private void putBack(WorkloadStep step, Map<String, String> before) {
        switch (step) {
            case WorkloadStep.RolloutRestart _ -> writer.markRestart(workload, before.get(MARKED));
            case WorkloadStep.ScaleWorkload scale -> writer.scale(workload, scale.to(), scale.from());
            case WorkloadStep.LimitAutoscaler limit -> writer.limit(autoscaler(limit), limit.from());
            case WorkloadStep.SetImages set -> writer.setImages(workload, images(set, ImageChange::from));
            case WorkloadStep.RolloutUndo _ -> rollTo(Objects.requireNonNull(before.get(RECORD)));
            case WorkloadStep.AwaitRollout _ -> {}
        }
    }

    private void rollTo(String record) {
        switch (workload.kind()) {
            case DEPLOYMENT ->
                writer.rollTo(
                        workload,
                        kept(
                                reader.replicaSets(workload),
                                set -> set.getMetadata().getName(),
                                record));
            case STATEFUL_SET, DAEMON_SET ->
                writer.rollTo(
                        workload,
                        kept(
                                reader.revisions(workload),
                                one -> one.getMetadata().getName(),
                                record));
        }
    }

    private <T> T kept(List<T> all, Function<T, String> name, String record) {
        return all.stream()
                .filter(one -> name.apply(one).equals(record))
                .findFirst()
                .orElseThrow(() -> new ClusterException("The cluster does not keep the revision " + record + " of "
                        + workload.title() + " any more. How many it keeps is its revisionHistoryLimit."));
    }

    private Revision current() {
        return Revision.of(reader, workload).stream()
                .findFirst()
                .orElseThrow(() -> new ClusterException("The cluster keeps no revision of " + workload.title() + "."));
    }

    private Optional<String> mark() {
        return Optional.ofNullable(workload.template().getMetadata())
                .map(metadata -> metadata.getAnnotations())
                .map(notes -> notes.get(ClusterWriter.RESTARTED));
    }

    private boolean marked(Map<String, String> before, String which) {
        return mark().equals(Optional.ofNullable(before.get(which)));
    }

    private int desired() {
        return workload.replicas().desired();
    }

    private int least(WorkloadStep.LimitAutoscaler limit) {
        return Scaling.of(autoscaler(limit)).least();
    }

    private HorizontalPodAutoscaler autoscaler(WorkloadStep.LimitAutoscaler limit) {
        return reader.autoscalers().stream()
                .filter(one -> one.getMetadata().getName().equals(limit.autoscaler()))
                .findFirst()
                .orElseThrow(() -> new TargetException(
                        workload.title() + " has no autoscaler " + limit.autoscaler() + " any more."));
    }

    private boolean are(WorkloadStep.SetImages set, Function<ImageChange, String> when) {
        return images().entrySet().containsAll(images(set, when).entrySet());
    }

    private Map<String, String> images() {
        return workload.template().getSpec().getContainers().stream()
                .collect(Collectors.toMap(Container::getName, Container::getImage));
    }

    private static Map<String, String> images(WorkloadStep.SetImages set, Function<ImageChange, String> when) {
        return set.images().stream().collect(Collectors.toMap(ImageChange::container, when));
    }
}
