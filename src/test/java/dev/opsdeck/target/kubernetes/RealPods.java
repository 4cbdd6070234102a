package dev.opsdeck.target.kubernetes;

import java.nio.file.Path;
import java.time.Clock;

/** Runs programs of tests in pods, as the service does. */
public final class RealPods {
    private RealPods() {}

    /** Of no cluster. */
    public static PodPrograms none() {
        return new PodPrograms(new Clusters(new ClusterAccess(), Clock.systemUTC()), Clock.systemUTC());
    }

    public static PodPrograms of(Path kubeconfig) {
        return new PodPrograms(Shop.clusters(kubeconfig), Clock.systemUTC());
    }
}
