package dev.opsdeck.target;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.plan.Targets;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says whether the instances of a service run. Measures {@code running}, {@code stopped} and {@code restarts}. */
@Singleton
final class StatusProber implements Prober<StepSpec.Status> {
    private final Targets targets;

    StatusProber(Targets targets) {
        this.targets = targets;
    }

    @Override
    public Class<StepSpec.Status> asks() {
        return StepSpec.Status.class;
    }

    @Override
    public Reading ask(ManagedSystem system, StepSpec.Status probe, Duration patience) {
        Service service = Objects.requireNonNull(system.services().get(probe.service()), probe.service());
        List<InstanceStatus> instances;
        try {
            instances = targets.of(system).look(system, service);
        } catch (TargetException e) {
            throw new ProbeException(Objects.requireNonNullElse(e.getMessage(), "It cannot be looked at."), e);
        }
        long running = instances.stream().filter(InstanceStatus::running).count();
        int restarts = instances.stream().mapToInt(InstanceStatus::restarts).sum();
        Reading reading = Reading.of(
                running + " of " + instances.size() + " running"
                        + (restarts == 0 ? "" : ", restarted by itself " + restarts + " times"),
                List.of(
                        Measure.of("running", running, null),
                        Measure.of("stopped", instances.size() - running, null),
                        Measure.of("restarts", restarts, null)),
                instances.size() > 1 ? table(instances) : null);
        String failure = failure(service, instances);
        return failure == null ? reading : reading.failing(failure);
    }

    private static Table table(List<InstanceStatus> instances) {
        return new Table(
                List.of("instance", "state", "health", "restarts", "image"),
                instances.stream()
                        .map(one -> List.of(
                                one.instance().name(),
                                one.state(),
                                one.vitality().name().toLowerCase(Locale.ROOT),
                                Integer.toString(one.restarts()),
                                one.image()))
                        .toList(),
                true);
    }

    private static @Nullable String failure(Service service, List<InstanceStatus> instances) {
        if (instances.isEmpty()) {
            return service.name() + " has no instance.";
        }
        List<String> bad = instances.stream()
                .filter(one -> !one.running() || one.vitality() == InstanceStatus.Vitality.UNHEALTHY)
                .map(one -> one.instance().name() + " is " + (one.running() ? "unhealthy" : one.state()) + ".")
                .toList();
        return bad.isEmpty() ? null : String.join(" ", bad);
    }
}
