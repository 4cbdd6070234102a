package dev.opsdeck.target.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Who made what. */
final class Ownership {
    private Ownership() {}

    static boolean owns(Workload workload, HasMetadata thing) {
        return thing.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(workload.metadata().getUid()));
    }
}
