package dev.opsdeck.probe;

import dev.opsdeck.catalog.Check;
import dev.opsdeck.catalog.FindingLevel;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Metric;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.catalog.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the catalog's checks and playbooks ask, one question for each thing that can be judged by itself. */
public final class Questions {
    /** The check that every system has. */
    public static final String HEALTH = "health";

    private Questions() {}

    /** What a step of a playbook asks. */
    public static List<Question> of(ManagedSystem system, Probe probe) {
        return probe instanceof StepSpec.Check(String name)
                ? named(system, name).orElseThrow(() -> new ProbeException("There is no check " + name + "."))
                : List.of(Question.of(ProbeNames.of(probe), probe));
    }

    /** What the check or metric of that name asks, or {@link #HEALTH}. */
    public static Optional<List<Question>> named(ManagedSystem system, String name) {
        Check check = system.checks().get(name);
        if (check != null) {
            return Optional.of(check(system, check));
        }
        Metric metric = system.metrics().get(name);
        if (metric != null) {
            return Optional.of(List.of(metric(metric)));
        }
        return name.equals(HEALTH) ? Optional.of(health(system)) : Optional.empty();
    }

    /** Everything that the system says should be looked at. */
    public static List<Question> all(ManagedSystem system) {
        List<Question> all = new ArrayList<>(health(system));
        system.checks().values().forEach(check -> all.addAll(check(system, check)));
        system.metrics().values().stream()
                .filter(metric -> !thresholds(metric).isEmpty())
                .forEach(metric -> all.add(metric(metric)));
        return all;
    }

    private static List<Question> check(ManagedSystem system, Check check) {
        if (check.probe() instanceof StepSpec.Check(String other) && !other.equals(check.name())) {
            return named(system, other).orElse(List.of());
        }
        return List.of(new Question(
                check.subject(), check.probe(), check.of(), check.thresholds(), check.failing(), check.within()));
    }

    private static Question metric(Metric metric) {
        return new Question(
                metric.name(),
                new Probe.Prometheus(metric.query()),
                null,
                thresholds(metric),
                FindingLevel.WARNING,
                Probing.PATIENCE);
    }

    private static Thresholds thresholds(Metric metric) {
        return new Thresholds(metric.critical(), metric.warning(), metric.info());
    }

    private static List<Question> health(ManagedSystem system) {
        return system.services().keySet().stream()
                .map(service -> Question.of(service + " health", new StepSpec.Health(service)))
                .toList();
    }
}
