package dev.opsdeck.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A step on what keeps the pods of a service. Whether its pods follow is for {@link AwaitRollout} to see; put back, all
 * of them wait for the pods, too.
 */
public sealed interface WorkloadStep extends ServiceStep {
    /** How long a rollout that goes on is watched at most. */
    Duration LONGEST = Duration.ofMinutes(30);

    /** As people call it: {@code Deployment web}. */
    String workload();

    /** How long its pods may show no progress at all. */
    Duration patience();

    /** A large workload goes on for long, and what does not go on is seen by {@link #patience}. */
    @Override
    default Duration timeout() {
        return LONGEST;
    }

    @Override
    default Risk risk() {
        return Risk.CHANGE;
    }

    @Override
    default Undo undo() {
        return Undo.BACK;
    }

    /** For technologies that have no workloads. */
    @JsonIgnore
    default TargetException elsewhere() {
        return new TargetException(service() + " does not run on Kubernetes any more, so \"" + title()
                + "\" cannot be done. Give the command again to plan with what there is now.");
    }

    /** Has all pods made anew, some at a time as the workload itself says. */
    record RolloutRestart(ServiceRef service, String workload, Duration patience) implements WorkloadStep {
        @Override
        public String title() {
            return "Restart the pods of " + workload + " as its strategy says";
        }
    }

    /** Changes how many pods there are to be; a number of 0 is kept in mind for starting again. */
    record ScaleWorkload(ServiceRef service, String workload, int from, int to, Duration patience)
            implements WorkloadStep {
        @Override
        public String title() {
            return "Scale " + workload + " from " + from + " to " + to;
        }
    }

    /** Changes how many pods the workload's autoscaler keeps at least, so that it does not overrule a scaling. */
    record LimitAutoscaler(ServiceRef service, String workload, String autoscaler, int from, int to, Duration patience)
            implements WorkloadStep {
        @Override
        public String title() {
            return "Have the autoscaler " + autoscaler + " of " + workload + " keep at least " + to + " instead of "
                    + from;
        }
    }

    /** Changes the images of containers. */
    record SetImages(ServiceRef service, String workload, List<ImageChange> images, Duration patience)
            implements WorkloadStep {
        public SetImages {
            images = List.copyOf(images);
        }

        @Override
        public String title() {
            return "Set the image of " + workload + ": "
                    + images.stream().map(ImageChange::words).collect(Collectors.joining(", "));
        }
    }

    /** What a container is made from, before and after. */
    record ImageChange(String container, String from, String to) {
        String words() {
            return container + " from " + from + " to " + to;
        }
    }

    /**
     * Goes back to what the workload was in an earlier revision.
     *
     * @param revision its number when this was planned; going back to it gives it a new one
     * @param record the name under which the cluster keeps the revision, which stays
     */
    record RolloutUndo(
            ServiceRef service, String workload, long revision, String record, List<String> images, Duration patience)
            implements WorkloadStep {
        public RolloutUndo {
            images = List.copyOf(images);
        }

        @Override
        public String title() {
            return "Roll " + workload + " back to revision " + revision + " (" + String.join(", ", images) + ")";
        }

        @Override
        public String identity() {
            return "kept as " + record;
        }
    }

    /**
     * Watches until all pods are of the latest revision and available, and no others are left.
     *
     * @param empty waits until no pod is left instead
     */
    record AwaitRollout(ServiceRef service, String workload, boolean empty, Duration patience) implements WorkloadStep {
        @Override
        public Risk risk() {
            return Risk.READ;
        }

        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            return "Watch " + workload + (empty ? " until no pod is left" : " until rolled out") + "; stuck after "
                    + patience.toSeconds() + " s without progress";
        }
    }
}
