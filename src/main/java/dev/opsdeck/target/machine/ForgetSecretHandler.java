package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.HostStep.ForgetSecret;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;

/** Removes the old secret. */
@Singleton
final class ForgetSecretHandler implements StepHandler<ForgetSecret> {
    private final SecretFiles files;

    ForgetSecretHandler(SecretFiles files) {
        this.files = files;
    }

    @Override
    public Class<ForgetSecret> kind() {
        return ForgetSecret.class;
    }

    @Override
    public Outcome act(ManagedSystem system, ForgetSecret step, Map<String, String> before, StepControl control) {
        return HostActs.acting("remove the old " + step.name(), () -> {
            files.of(system, step.name()).kept().remove();
            return new Outcome.Done("the old one is gone");
        });
    }

    @Override
    public Finding inspect(
            ManagedSystem system, ForgetSecret step, Map<String, String> before, Instant intentAt, Instant now) {
        return HostActs.looking(
                () -> files.of(system, step.name()).kept().exists()
                        ? new Finding.DidNotHappen("the old one is there still")
                        : new Finding.Happened("the old one is gone"));
    }
}
