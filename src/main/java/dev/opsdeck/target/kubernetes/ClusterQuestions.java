package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** Asks the cluster of a system, and says what was tried when it cannot be asked. */
@Singleton
final class ClusterQuestions {
    private final Clusters clusters;

    ClusterQuestions(Clusters clusters) {
        this.clusters = clusters;
    }

    /**
     * The answer.
     *
     * @param tried what to say first when it fails, with a space at its end
     * @throws ProbeException when nobody can tell
     */
    Reading ask(ManagedSystem system, String tried, Function<ClusterReader, Reading> question) {
        try {
            return question.apply(clusters.of(system)
                    .orElseThrow(() -> new ClusterException(system.name() + " does not run on Kubernetes.")));
        } catch (ClusterException e) {
            throw new ProbeException(tried + e.told(), e);
        }
    }

    /** The service of that name. */
    Service service(ManagedSystem system, String name) {
        Service service = system.services().get(name);
        if (service == null) {
            throw new ClusterException(system.name() + " has no service " + name + ".");
        }
        return service;
    }
}
