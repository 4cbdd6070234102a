package dev.opsdeck.plan;

import dev.opsdeck.catalog.Durations;
import dev.opsdeck.catalog.Risk;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A step that leads through a runbook: it lets time pass, looks, tells, or leaves something to people. */
public sealed interface FlowStep extends Step {
    /** How long what does not wait may take. */
    Duration QUICK = Duration.ofSeconds(60);

    /** How long people may take to say something where nobody has written how long. */
    Duration PATIENCE = Duration.ofHours(24);

    @Override
    default Risk risk() {
        return Risk.READ;
    }

    @Override
    default Duration timeout() {
        return QUICK;
    }

    /** Lets time pass, counted from when it was begun first, whoever takes it over. */
    record Wait(String system, Duration time) implements FlowStep {
        @Override
        public Duration timeout() {
            return time.plus(QUICK);
        }

        @Override
        public boolean mayAlwaysBeginAgain() {
            return true;
        }

        @Override
        public String title() {
            return "Wait " + Durations.format(time);
        }
    }

    /**
     * Something that a person does and confirms.
     *
     * @param by the role that confirms it; null for whoever may do the rest of the run
     * @param within how long it may take; then it counts as not done
     */
    record Manual(String system, String text, @Nullable String by, Duration within) implements FlowStep {
        /** What was written before there was a limit has none of its own. */
        public Manual {
            within = Objects.requireNonNullElse(within, PATIENCE);
        }

        @Override
        public String title() {
            return "By hand" + (by == null ? "" : " (" + by + ")") + ": " + text;
        }
    }

    /**
     * Goes on only when people of a role agree who did not ask for the run.
     *
     * @param within how long they may take; then it counts as denied
     */
    record Gate(
            String system, String role, int count, @Nullable String text, Duration within) implements FlowStep {
        /** What was written before there was a limit has none of its own. */
        public Gate {
            within = Objects.requireNonNullElse(within, PATIENCE);
        }

        @Override
        public String title() {
            return "Consent of " + count + " × " + role + (text == null ? " to go on" : ": " + text);
        }
    }

    /** Tells a channel something, once. */
    record Note(String system, String channel, String text) implements FlowStep {
        @Override
        public String title() {
            return "Tell #" + channel + ": " + text;
        }
    }

    /**
     * Looks, and fails when what it finds is critical or nothing answers.
     *
     * @param question the probe as the catalog writes it, as JSON
     */
    record Look(String system, String title, String question) implements FlowStep {
        @Override
        public boolean mayAlwaysBeginAgain() {
            return true;
        }

        @Override
        public String identity() {
            return question;
        }
    }

    /**
     * A change that brings a service to a state, planned when it is due because an earlier step of the run changes what
     * it would be planned from. As it is planned from what there is then, it may be begun again.
     *
     * @param command the canonical command with full names
     * @param risk the most that was approved; when what is planned then is riskier, it is not done
     */
    record Late(String system, String command, String title, Risk risk, Duration within) implements FlowStep {
        @Override
        public Duration timeout() {
            return within;
        }

        @Override
        public String identity() {
            return "planned when it is due";
        }
    }
}
