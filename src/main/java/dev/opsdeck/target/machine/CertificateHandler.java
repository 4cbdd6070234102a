package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.HostStep.AwaitCertificate;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.target.net.ServedCertificate;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Looks until a server shows another certificate than it did before the run. */
@Singleton
final class CertificateHandler implements StepHandler<AwaitCertificate> {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Web servers that read anew take a moment; what is not there by then is not coming. */
    private static final Duration LATEST = Duration.ofSeconds(20);

    @Override
    public Class<AwaitCertificate> kind() {
        return AwaitCertificate.class;
    }

    @Override
    public Outcome act(ManagedSystem system, AwaitCertificate step, Map<String, String> before, StepControl control) {
        Optional<String> earlier = control.earlier(RenewalHandler.SERVED);
        long until = System.nanoTime() + LATEST.toNanos();
        while (true) {
            String seen;
            try {
                ServedCertificate served = ServedCertificate.of(step.serves(), step.serverName(), ANSWER);
                if (earlier.filter(served.fingerprint()::equals).isEmpty()) {
                    return shown(step, served, earlier.isPresent());
                }
                seen = "still shows the certificate that it showed before, which ends on " + day(served.until())
                        + ". Its renewal may have found that it is not due yet; the output of that step says so";
            } catch (ProbeException e) {
                seen = "shows none: " + e.getMessage();
            }
            if (System.nanoTime() > until || !control.pause(PAUSE)) {
                return control.cancelled()
                        ? new Outcome.Interrupted("Stopped looking; at that time " + step.serves() + " " + seen + ".")
                        : new Outcome.Failed(step.serves() + " " + seen + ".", false);
            }
        }
    }

    private static Outcome shown(AwaitCertificate step, ServedCertificate served, boolean compared) {
        if (!served.named()) {
            return new Outcome.Failed(
                    step.serves() + " shows a new certificate, but not one for " + step.serverName() + ".", false);
        }
        return new Outcome.Done("a certificate is served that ends on " + day(served.until())
                + (compared ? "" : "; nobody recorded which one was served before"));
    }

    private static String day(Instant at) {
        return at.toString().substring(0, 10);
    }

    @Override
    public Finding inspect(
            ManagedSystem system, AwaitCertificate step, Map<String, String> before, Instant intentAt, Instant now) {
        return new Finding.DidNotHappen("Looking changes nothing");
    }
}
