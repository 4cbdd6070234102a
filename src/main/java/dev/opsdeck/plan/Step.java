package dev.opsdeck.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import java.time.Duration;
import java.util.List;

/** One thing that is done and checked as a whole. Holds no secrets: it is stored and shown. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Step.Restart.class, name = "restart"),
    @JsonSubTypes.Type(value = Step.AwaitHealthy.class, name = "await-healthy")
})
public sealed interface Step {
    /** The service it is about. */
    ServiceRef service();

    /** How long it may take in all, retries not counted. */
    @JsonIgnore
    Duration timeout();

    /** How often it is tried at most. */
    @JsonIgnore
    int attempts();

    @JsonIgnore
    Risk risk();

    /** One line for people, without formatting. */
    @JsonIgnore
    String title();

    /** Stops and starts one instance, which keeps its configuration. */
    record Restart(ServiceRef service, Instance instance, Duration stopTimeout, int attempts) implements Step {
        /** What an engine needs beyond the stop time-out to kill, clean up and start again. */
        private static final Duration MARGIN = Duration.ofSeconds(30);

        @Override
        public Duration timeout() {
            return stopTimeout.plus(MARGIN);
        }

        @Override
        public Risk risk() {
            return Risk.CHANGE;
        }

        @Override
        public String title() {
            return "Restart " + instance.name() + " (up to " + stopTimeout.toSeconds() + " s to stop)";
        }
    }

    /**
     * Waits until instances run and are healthy, by the engine's word and by the service's own check.
     *
     * @param check what is asked, as people read it, secrets masked
     */
    record AwaitHealthy(ServiceRef service, List<Instance> instances, String check, Duration within) implements Step {
        @Override
        public Duration timeout() {
            return within;
        }

        @Override
        public int attempts() {
            return 1;
        }

        @Override
        public Risk risk() {
            return Risk.READ;
        }

        @Override
        public String title() {
            return "Check " + service.service() + ": " + check;
        }
    }
}
