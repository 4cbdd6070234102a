package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Upkeep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.HostStep.RunRenewal;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.target.net.ServedCertificate;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs what renews a certificate. */
@Singleton
final class RenewalHandler implements StepHandler<RunRenewal> {
    /** Under which the certificate that was served before is known to later steps. */
    static final String SERVED = "certificate-before";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Machines machines;
    private final LiveCatalog catalog;

    RenewalHandler(Machines machines, LiveCatalog catalog) {
        this.machines = machines;
        this.catalog = catalog;
    }

    @Override
    public Class<RunRenewal> kind() {
        return RunRenewal.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, RunRenewal step) {
        return Map.of(SERVED, served(certificate(system, step.name())));
    }

    /** Empty where none is served yet. */
    private static String served(Upkeep.Certificate certificate) {
        try {
            return ServedCertificate.of(certificate.serves(), serverName(certificate), PATIENCE)
                    .fingerprint();
        } catch (ProbeException none) {
            return "";
        }
    }

    static String serverName(Upkeep.Certificate certificate) {
        @Nullable String name = certificate.serverName();
        return name == null ? ServedCertificate.host(certificate.serves()) : name;
    }

    static Upkeep.Certificate certificate(ManagedSystem system, String name) {
        Upkeep.Certificate certificate = system.upkeep().certificates().get(name);
        if (certificate == null) {
            throw new TargetException("The catalog of " + system.name() + " has no certificate " + name
                    + " any more. Give the command again.");
        }
        return certificate;
    }

    @Override
    public Outcome act(ManagedSystem system, RunRenewal step, Map<String, String> before, StepControl control) {
        return HostActs.acting("renew the certificate " + step.name(), () -> {
            Upkeep.Certificate certificate = certificate(system, step.name());
            if (!ProgramLine.shown(certificate.renew(), catalog.current().secrets()).equals(step.line())) {
                throw new TargetException("The catalog says something else under " + step.name()
                        + " than when this was planned. Give the command again.");
            }
            Machine machine = machines.of(system, certificate);
            var last = new String[] {"it printed nothing"};
            int code = machine.run(certificate.renew(), step.within(), line -> {
                control.output(line);
                last[0] = line.isBlank() ? last[0] : line.strip();
            });
            if (code != 0) {
                throw machine.failed(certificate.renew(), code, last[0]);
            }
            return new Outcome.Done(
                    "ended with code 0: " + last[0], Map.of(SERVED, before.getOrDefault(SERVED, "")));
        });
    }

    /** Authorities count how often they are asked, so it is not simply done again. */
    @Override
    public Finding inspect(
            ManagedSystem system, RunRenewal step, Map<String, String> before, Instant intentAt, Instant now) {
        String served = served(certificate(system, step.name()));
        return !served.isEmpty() && !served.equals(before.get(SERVED))
                ? new Finding.Happened("another certificate is served than before")
                : new Finding.CannotTell("The renewal of " + step.name() + " was begun on " + step.where()
                        + ". Look whether its files there are new; then count it as done, or try again.");
    }
}
