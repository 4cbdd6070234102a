package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.StepSpec;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is done to the services that are named, or to all when none is. */
final class Services {
    private static final String HEALTH = "health";

    private Services() {}

    static Meaning each(Options named, Gathered system, Function<String, StepSpec> step) {
        return all(named, system, service -> Stream.of(step.apply(service)));
    }

    static Meaning all(Options named, Gathered system, Function<String, Stream<StepSpec>> steps) {
        List<String> services = named.rest().isEmpty()
                ? system.services()
                : named.words().stream().map(system::service).toList();
        return services.isEmpty()
                ? new Meaning.Unknown("It means all services, and the runbook names none.")
                : new Meaning.Does(services.stream().flatMap(steps).toList());
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
