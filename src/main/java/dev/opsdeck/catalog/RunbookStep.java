package dev.opsdeck.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A step of a runbook as it is written: what is done may hold {@code {{parameter}}}, so that only {@link Runbook#filled}
 * makes a {@link StepSpec} of it.
 *
 * @param written the map with one key
 * @param options how the run treats it
 */
@Doc("A step: a map with one key that says what is done, and beside it how the run treats it.")
public record RunbookStep(ObjectNode written, Options options) {

    /**
     * What may be written beside the one key.
     *
     * @param name by which later steps refer to it; null when none does
     * @param when null when it is always done
     */
    @Doc("How the run treats the step.")
    public record Options(
            @Doc("By which the conditions of later steps refer to it.") @Nullable @Name
            String name,

            @Doc("Only when an earlier step ended like this: its name, and ok, failed or skipped.") @Nullable
            Condition when,

            @Doc("What happens when it fails: stop, continue, or ask.") @Default("stop")
            OnFailure onFailure) {}

    /** What happens when the step fails. */
    public enum OnFailure {
        STOP,
        CONTINUE,
        ASK
    }

    /** How a step ended. */
    public enum Ended {
        OK,
        FAILED,
        SKIPPED
    }

    /** How an earlier step must have ended: {@code disk failed}. */
    public record Condition(String step, Ended is) {
        static final String PATTERN = "^([\\p{L}\\p{Nd}_.-]+) (ok|failed|skipped)$";
        private static final Pattern WRITTEN = Pattern.compile(PATTERN);

        static Optional<Condition> parse(String text) {
            Matcher matcher = WRITTEN.matcher(text);
            return matcher.matches()
                    ? Optional.of(new Condition(
                            Objects.requireNonNull(matcher.group(1)),
                            Ended.valueOf(
                                    Objects.requireNonNull(matcher.group(2)).toUpperCase(java.util.Locale.ROOT))))
                    : Optional.empty();
        }
    }

    /**
     * The step with its parameters filled in.
     *
     * @param json the same as {@code what}, as {@link StepSpec#read} reads it
     */
    public record Filled(StepSpec what, String json, Options options) {}
}
