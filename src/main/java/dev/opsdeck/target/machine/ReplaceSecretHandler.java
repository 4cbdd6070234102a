package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.HostStep.ReplaceSecret;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;

/** Writes a new secret. Whether it was written shows in the files alone: the old one beside another one. */
@Singleton
final class ReplaceSecretHandler implements StepHandler<ReplaceSecret> {
    private final SecretFiles files;

    ReplaceSecretHandler(SecretFiles files) {
        this.files = files;
    }

    @Override
    public Class<ReplaceSecret> kind() {
        return ReplaceSecret.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, ReplaceSecret step) {
        return HostActs.looking(() -> {
            SecretFiles.Place place = files.of(system, step.name());
            if (place.replaced()) {
                throw new TargetException("An old " + step.name() + " is still kept as "
                        + place.kept().path() + ", from a rotation that did not end. Find out which of the two is in use,"
                        + " then remove that file.");
            }
            return Map.of("kept-as", place.kept().path());
        });
    }

    @Override
    public Outcome act(ManagedSystem system, ReplaceSecret step, Map<String, String> before, StepControl control) {
        return HostActs.acting("write a new " + step.name(), () -> {
            SecretFiles.Place place = files.of(system, step.name());
            files.replace(place);
            return place.replaced()
                    ? new Outcome.Done(
                            "a new one is written; the old one is kept as " + place.kept().path())
                    : new Outcome.Unknown("The file is as it was before.");
        });
    }

    @Override
    public Finding inspect(
            ManagedSystem system, ReplaceSecret step, Map<String, String> before, Instant intentAt, Instant now) {
        return HostActs.looking(
                () -> files.of(system, step.name()).replaced()
                        ? new Finding.Happened("another secret is in the file than the one that is kept beside it")
                        : new Finding.DidNotHappen("the secret in the file is the old one"));
    }

    @Override
    public Outcome undo(ManagedSystem system, ReplaceSecret step, Map<String, String> before, StepControl control) {
        return HostActs.acting("put back the old " + step.name(), () -> {
            SecretFiles.Place place = files.of(system, step.name());
            if (place.kept().exists()) {
                place.kept().moveTo(place.file());
            }
            return new Outcome.Done("the old one is in the file");
        });
    }
}
