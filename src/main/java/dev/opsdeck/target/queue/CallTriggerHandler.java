package dev.opsdeck.target.queue;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Queue;
import dev.opsdeck.catalog.Trigger;
import dev.opsdeck.catalog.WebCall;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.QueueStep;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.net.WebCalls;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Calls a service that puts work into its queue by itself. */
@Singleton
final class CallTriggerHandler implements StepHandler<QueueStep.CallTrigger> {
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final WebCalls calls;

    CallTriggerHandler(WebCalls calls) {
        this.calls = calls;
    }

    @Override
    public Class<QueueStep.CallTrigger> kind() {
        return QueueStep.CallTrigger.class;
    }

    @Override
    public Outcome act(
            ManagedSystem system, QueueStep.CallTrigger step, Map<String, String> before, StepControl control) {
        WebCalls.Answer answer = calls.call(call(system, step), PATIENCE);
        String words = step.call() + ": " + answer.words();
        control.output(words);
        if (answer.well()) {
            return new Outcome.Done(words + ".");
        }
        return answer.status() == 0 && !answer.refused()
                ? new Outcome.Unknown(words + ".")
                : new Outcome.Failed(words + ", where 2xx is right.", false);
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            QueueStep.CallTrigger step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        return new Finding.CannotTell("The call may have arrived though nobody saw the answer. See in the queue, or in"
                + " the log of the service, whether the work was begun.");
    }

    private static WebCall call(ManagedSystem system, QueueStep.CallTrigger step) {
        Map<String, Trigger> triggers =
                switch (system.queues().get(step.queue())) {
                    case Queue.Celery celery -> celery.triggers();
                    case Queue.RedisList list -> list.triggers();
                    case Queue.Kafka _ -> Map.of();
                    case null -> Map.of();
                };
        return Optional.ofNullable(triggers.get(step.trigger()))
                .flatMap(trigger -> Optional.ofNullable(trigger.call()))
                .filter(call -> call.shown().equals(step.call()))
                .orElseThrow(() -> new TargetException(
                        "The catalog names another call for " + step.trigger() + " by now. Start anew."));
    }
}
