package dev.opsdeck.target.kubernetes;

import dev.opsdeck.target.kubernetes.Workload.Replicas;
import org.jspecify.annotations.Nullable;

/**
 * How far a rollout is, by the rules of {@code kubectl rollout status}, and one more.
 *
 * @param waitingFor what it waits for; null when it is done
 */
record RolloutState(@Nullable String waitingFor) {
    static RolloutState of(Workload workload) {
        Replicas count = workload.replicas();
        if (!workload.seen()) {
            return new RolloutState("the controller has not seen the latest change yet");
        }
        if (count.updated() < count.desired()) {
            return new RolloutState(count.updated() + " of " + count.desired() + " pods are of the latest revision");
        }
        if (count.total() > count.updated()) {
            return new RolloutState((count.total() - count.updated()) + " old pods are to be ended yet");
        }
        if (count.total() > count.desired()) {
            // kubectl takes a scaling down for done here; whoever asked for fewer pods wants them to be gone.
            return new RolloutState((count.total() - count.desired()) + " pods too many are to be ended yet");
        }
        if (count.available() < count.desired()) {
            return new RolloutState(count.available() + " of " + count.desired() + " pods are available");
        }
        return new RolloutState(null);
    }

    boolean isDone() {
        return waitingFor == null;
    }
}
