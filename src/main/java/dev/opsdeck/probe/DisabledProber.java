package dev.opsdeck.probe;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.StepSpec;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Says of what is no question yet that nobody asked, so that a diagnosis never looks more complete than it is. */
@Singleton
final class DisabledProber implements Prober<StepSpec.Disabled> {
    @Override
    public Class<StepSpec.Disabled> asks() {
        return StepSpec.Disabled.class;
    }

    @Override
    public Reading ask(ManagedSystem system, StepSpec.Disabled probe, Duration patience) {
        throw new ProbeException("This is not asked yet. " + probe.why() + " Make a question of it in the catalog.");
    }
}
