package dev.opsdeck.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A step on a service, done by the technology that the service runs on: its {@link Target}. */
public sealed interface ServiceStep extends Step
        permits ServiceStep.Restart, ServiceStep.Start, ServiceStep.Stop, ServiceStep.AwaitHealthy, ContainerStep {
    /** What an engine needs beyond the stop time-out to kill, clean up and start again. */
    Duration MARGIN = Duration.ofSeconds(30);

    /** The service it is about. */
    ServiceRef service();

    @Override
    @JsonIgnore
    default String system() {
        return service().system();
    }

    @Override
    default String subject() {
        return service().toString();
    }

    /** Stops and starts one instance, which keeps its configuration. */
    record Restart(ServiceRef service, Instance instance, Duration stopTimeout, int attempts) implements ServiceStep {
        @Override
        public Duration timeout() {
            return stopTimeout.plus(MARGIN);
        }

        @Override
        public Risk risk() {
            return Risk.CHANGE;
        }

        @Override
        public Undo undo() {
            return Undo.NOTHING;
        }

        @Override
        public String title() {
            return "Restart " + instance.name() + " (up to " + stopTimeout.toSeconds() + " s to stop)";
        }

        @Override
        public String identity() {
            return "instance " + instance.shortId();
        }
    }

    /** Starts one instance that is stopped; one that runs is left alone. Undone by stopping it again. */
    record Start(ServiceRef service, Instance instance, Duration stopTimeout) implements ServiceStep {
        @Override
        public Duration timeout() {
            return MARGIN;
        }

        @Override
        public Risk risk() {
            return Risk.CHANGE;
        }

        @Override
        public Undo undo() {
            return Undo.BACK;
        }

        @Override
        public String title() {
            return "Start " + instance.name();
        }

        @Override
        public String identity() {
            return "instance " + instance.shortId();
        }
    }

    /** Stops one instance; one that is stopped is left alone. Undone by starting it again. */
    record Stop(ServiceRef service, Instance instance, Duration stopTimeout) implements ServiceStep {
        @Override
        public Duration timeout() {
            return stopTimeout.plus(MARGIN);
        }

        @Override
        public Risk risk() {
            return Risk.CHANGE;
        }

        @Override
        public Undo undo() {
            return Undo.BACK;
        }

        @Override
        public String title() {
            return "Stop " + instance.name() + " (up to " + stopTimeout.toSeconds() + " s)";
        }

        @Override
        public String identity() {
            return "instance " + instance.shortId();
        }
    }

    /**
     * Waits until instances run and are healthy, by the engine's word and by the service's own check.
     *
     * @param instances empty for whatever instances the service has then
     * @param check what is asked, as people read it, secrets masked
     */
    record AwaitHealthy(ServiceRef service, List<Instance> instances, String check, Duration within)
            implements ServiceStep {
        @Override
        public Duration timeout() {
            return within;
        }

        @Override
        public Risk risk() {
            return Risk.READ;
        }

        @Override
        public String title() {
            return "Check " + service.service() + ": " + check;
        }

        @Override
        public String identity() {
            return instances.isEmpty()
                    ? ""
                    : "of " + instances.stream().map(Instance::shortId).collect(Collectors.joining(", "));
        }
    }
}
