package dev.opsdeck.command;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about incidents. Where a number may be left out it is that of the incident whose channel the command
 * is typed in.
 */
public sealed interface IncidentCommand {
    /** The word after {@code incident}. */
    String word();

    /**
     * Declares an incident; without a title, asks for what is missing.
     *
     * @param words the severity, if it begins with one, and the title
     */
    record Declare(
            @Nullable String words,
            @Nullable String system,
            @Nullable String impact) implements IncidentCommand {
        @Override
        public String word() {
            return "declare";
        }
    }

    /** Somebody is on it. */
    record Acknowledge(@Nullable String number) implements IncidentCommand {
        @Override
        public String word() {
            return "ack";
        }
    }

    /** It does no more harm. */
    record Mitigate(@Nullable String number) implements IncidentCommand {
        @Override
        public String word() {
            return "mitigate";
        }
    }

    /** It is back. */
    record Reopen(@Nullable String number) implements IncidentCommand {
        @Override
        public String word() {
            return "reopen";
        }
    }

    /** Writes something on the timeline. */
    record Note(@Nullable String number, String text) implements IncidentCommand {
        @Override
        public String word() {
            return "note";
        }
    }

    /** Corrects an entry of the timeline. */
    record Correct(@Nullable String number, String entry, String text) implements IncidentCommand {
        @Override
        public String word() {
            return "correct";
        }
    }

    /** Changes how bad it is. */
    record Rate(@Nullable String number, String severity) implements IncidentCommand {
        @Override
        public String word() {
            return "severity";
        }
    }

    /**
     * Gives a duty to somebody.
     *
     * @param person mention, handle or id; null for the one who types
     */
    record Assign(
            @Nullable String number, String duty, @Nullable String person) implements IncidentCommand {
        @Override
        public String word() {
            return "role";
        }
    }

    /**
     * Tells those who wait; asks for the text where no value is given.
     *
     * @param template null for the one that fits
     * @param values of the template's variables
     */
    record Update(@Nullable String number, @Nullable String template, Map<String, String> values)
            implements IncidentCommand {
        public Update {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        public String word() {
            return "update";
        }
    }

    /** It is over; asks for what is missing. */
    record Resolve(
            @Nullable String number,
            @Nullable String summary,
            @Nullable String cause) implements IncidentCommand {
        @Override
        public String word() {
            return "resolve";
        }
    }

    /** Those that are open, or all of late. */
    record Overview(
            @Nullable String system, boolean all, @Nullable String since) implements IncidentCommand {
        /** How far back, as a length of time. */
        public Optional<Duration> period() {
            return since == null ? Optional.empty() : Period.parse(since);
        }

        @Override
        public String word() {
            return "list";
        }
    }

    /** One incident as it is. */
    record Show(@Nullable String number) implements IncidentCommand {
        @Override
        public String word() {
            return "show";
        }
    }

    /** What happened. */
    record Timeline(@Nullable String number) implements IncidentCommand {
        @Override
        public String word() {
            return "timeline";
        }
    }

    /**
     * What is still to ring.
     *
     * @param stop whether to stop it all
     */
    record Clocks(@Nullable String number, boolean stop) implements IncidentCommand {
        @Override
        public String word() {
            return "clocks";
        }
    }

    /** Something to be done so that it does not happen again. */
    record Action(
            @Nullable String number,
            @Nullable String text,
            @Nullable String owner,
            @Nullable String done) implements IncidentCommand {
        @Override
        public String word() {
            return "action";
        }
    }

    /** What was learned, as a document. */
    record PostMortem(@Nullable String number, boolean publish) implements IncidentCommand {
        @Override
        public String word() {
            return "postmortem";
        }
    }

    /** How long things took. */
    record Metrics(@Nullable String system, @Nullable String since) implements IncidentCommand {
        /** How far back, as a length of time. */
        public Optional<Duration> period() {
            return since == null ? Optional.empty() : Period.parse(since);
        }

        @Override
        public String word() {
            return "metrics";
        }
    }
}
