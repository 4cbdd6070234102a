package dev.opsdeck.plan;

import dev.opsdeck.catalog.Health;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.PublicUrl;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The steps that start, stop and restart instances that keep their identity. */
public final class RestartSteps {
    /** How long a service without a health check of its own may take to be up again. */
    public static final Duration DEFAULT_WITHIN = Duration.ofSeconds(60);

    private final ServiceRef ref;
    private final Service service;
    private final List<InstanceStatus> found;

    /**
     * @param found what the service's instances look like now
     * @throws TargetException when there is none
     */
    public RestartSteps(ManagedSystem system, Service service, List<InstanceStatus> found) {
        this.ref = new ServiceRef(system.name(), service.name());
        this.service = service;
        this.found = found;
        if (found.isEmpty()) {
            throw new TargetException("Nothing of " + system.name() + "/" + service.name()
                    + " was found where the catalog says it runs, not even stopped. Check that it was started once"
                    + " and that its labels or container name match the catalog.");
        }
    }

    public List<ServiceStep> restart(boolean rolling) {
        List<ServiceStep> steps = new ArrayList<>();
        for (Instance instance : instances()) {
            steps.add(new ServiceStep.Restart(ref, instance, service.stopTimeout(), service.attempts()));
            if (rolling) {
                steps.add(healthy(ref, service, List.of(instance)));
            }
        }
        if (!rolling) {
            steps.add(healthy(ref, service, instances()));
        }
        return steps;
    }

    /** Starts those that are stopped; nothing when all run. */
    public List<ServiceStep> start() {
        List<ServiceStep> steps = new ArrayList<>();
        found.stream()
                .filter(status -> !status.running())
                .forEach(status -> steps.add(new ServiceStep.Start(ref, status.instance(), service.stopTimeout())));
        if (!steps.isEmpty()) {
            steps.add(healthy(ref, service, instances()));
        }
        return steps;
    }

    /** Stops those that run; nothing when none does. */
    public List<ServiceStep> stop() {
        return found.stream()
                .filter(InstanceStatus::running)
                .<ServiceStep>map(status -> new ServiceStep.Stop(ref, status.instance(), service.stopTimeout()))
                .toList();
    }

    /**
     * Waits for health in the words and within the time of the service's own check.
     *
     * @param instances empty for whatever instances there are then
     */
    public static ServiceStep.AwaitHealthy healthy(ServiceRef ref, Service service, List<Instance> instances) {
        Health health = service.health();
        Duration within = health == null ? DEFAULT_WITHIN : health.within();
        String own = health == null ? "" : ", GET " + PublicUrl.of(health.http()) + " answers " + health.expect();
        String check = "running and healthy" + own + " within " + within.toSeconds() + " s";
        return new ServiceStep.AwaitHealthy(ref, instances, check, within);
    }

    private List<Instance> instances() {
        return found.stream().map(InstanceStatus::instance).toList();
    }
}
