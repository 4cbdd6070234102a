package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.StepSpec;
import java.util.List;

/** What a command means to the catalog. */
public sealed interface Meaning {
    /** It does what these steps do, in this order. */
    record Does(List<StepSpec> steps) implements Meaning {}

    /** It looks at something and changes nothing. */
    record Asks(List<Probe> probes) implements Meaning {}

    /** It goes into a container, or into a client; what follows is said there. */
    record Enters(String service) implements Meaning {}

    /** It is there for who reads the output, or prepares what follows: no step is missing without it. */
    record Nothing() implements Meaning {}

    /** It is no step. */
    record Unknown(String why) implements Meaning {}

    static Meaning does(StepSpec... steps) {
        return new Does(List.of(steps));
    }

    static Meaning asks(Probe... probes) {
        return new Asks(List.of(probes));
    }
}
