package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.Health;
import dev.opsdeck.catalog.PublicUrl;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.target.HttpCheck;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits for the answer of a service whose pods Kubernetes has found ready. */
record HealthAnswer(
        HttpCheck http,
        ServiceStep.AwaitHealthy step,
        @Nullable Health health,
        StepControl control) {
    private static final Duration PAUSE = Duration.ofMillis(500);

    Outcome outcome() {
        if (health == null) {
            return new Outcome.Done("nothing else to ask: the catalog has no health check for it any more");
        }
        while (true) {
            HttpCheck.Answer answer = http.ask(health);
            String text = answer.text() + " from " + PublicUrl.of(health.http());
            if (answer.well()) {
                return new Outcome.Done("healthy: " + text);
            }
            control.progress("unhealthy, " + text);
            if (!control.pause(PAUSE)) {
                return control.cancelled()
                        ? new Outcome.Interrupted("Stopped waiting; at that time: " + text + ".")
                        : new Outcome.Failed(
                                step.service().service() + " did not become healthy within "
                                        + step.within().toSeconds() + " s though its pods are ready: " + text + " ("
                                        + health.expect() + " is expected).",
                                true);
            }
        }
    }
}
