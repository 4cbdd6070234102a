package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Table;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Horizontal pod autoscalers, of a namespace or of one service's workload. */
@Singleton
final class AutoscalerProber implements Prober<Probe.Autoscaler> {
    private static final List<String> COLUMNS = List.of("Name", "Scales", "Pods", "Least", "Most", "CPU", "Problem");

    private final ClusterQuestions questions;

    AutoscalerProber(ClusterQuestions questions) {
        this.questions = questions;
    }

    @Override
    public Class<Probe.Autoscaler> asks() {
        return Probe.Autoscaler.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Autoscaler probe, Duration patience) {
        return questions.ask(system, "Could not look at the autoscalers of " + system.name() + ". ", reader -> {
            String service = probe.service();
            Predicate<HorizontalPodAutoscaler> wanted = service == null
                    ? _ -> true
                    : one -> one.getSpec()
                            .getScaleTargetRef()
                            .getName()
                            .equals(ServicePods.name(questions.service(system, service)));
            List<Scaling> all = reader.autoscalers().stream()
                    .filter(wanted)
                    .map(Scaling::of)
                    .toList();
            return reading(all, service == null ? "namespace " + reader.namespace() : service);
        });
    }

    private static Reading reading(List<Scaling> all, String of) {
        if (all.isEmpty()) {
            return Reading.of("No autoscaler in " + of + ": its number of pods is fixed.");
        }
        return new Reading(
                all.stream().map(Scaling::inWords).collect(Collectors.joining(" ")),
                all.stream()
                        .flatMap(one -> Stream.of(
                                new Measure("replicas", one.current(), null, one.name()),
                                new Measure("at-limit", one.atLimit() ? 1 : 0, null, one.name())))
                        .toList(),
                all.stream()
                        .map(Scaling::problem)
                        .filter(text -> !text.isEmpty())
                        .toList(),
                new Table(COLUMNS, all.stream().map(Scaling::row).toList(), true),
                "");
    }
}
