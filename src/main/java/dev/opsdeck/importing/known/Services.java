package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.StepSpec;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is done to the services that are named, or to all when none is. */
final class Services {
    /** What the catalog calls all services of a system where a step does the same to each. */
    private static final String ALL = "all";

    private static final String HEALTH = "health";

    private Services() {}

    static Meaning each(Options named, Gathered system, Function<String, StepSpec> step) {
        return all(named, system, service -> Stream.of(step.apply(service)));
    }

    static Meaning all(Options named, Gathered system, Function<String, Stream<StepSpec>> steps) {
        if (named.rest().isEmpty()) {
            return system.services().isEmpty()
                    ? new Meaning.Unknown("It means all services, and the runbook names none.")
                    : new Meaning.Does(steps.apply(ALL).toList());
        }
        return new Meaning.Does(
                named.words().stream().map(system::service).flatMap(steps).toList());
    }

    /** How the services are. */
    static Meaning look(Options named, Gathered system) {
        List<Probe> probes = named.words().stream()
                .map(system::service)
                .<Probe>map(StepSpec.Status::new)
                .toList();
        return probes.isEmpty() ? Meaning.asks(new StepSpec.Check(HEALTH)) : new Meaning.Asks(probes);
    }
}
