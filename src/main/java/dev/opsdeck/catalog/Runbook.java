package dev.opsdeck.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Steps in order, with parameters that are checked before they are filled in for {@code {{name}}}. */
@Doc("Steps in order; {{name}} stands for a parameter.")
public record Runbook(
        @FromKey String name,
        @Doc("What people call it.") @Nullable String title,
        @Doc("What must be given to run it.") Map<String, Parameter> parameters,
        @Doc("What is done, in this order.") @NotEmpty List<StepSpec> steps) {

    /**
     * What must be given to run a runbook.
     *
     * @param pattern what the whole value must match; null for anything of the type
     * @param choices the only values allowed; empty for anything of the type
     * @param fallback the value when nothing is given; null when something must be given
     */
    @Doc("A value that is given when the runbook is run; its type alone is enough.")
    public record Parameter(
            @FromKey String name,

            @Doc("Kind of value.") @ShortForm @Default("text")
            Type type,

            @Doc("What to ask for.") @Nullable String title,

            @Doc("Regular expression that the whole value must match.") @Nullable
            Pattern pattern,

            @Doc("The only values allowed.") List<String> choices,

            @Doc("Value when nothing is given.") @JsonProperty("default") @Nullable
            String fallback) {}

    /** Kind of a parameter. */
    public enum Type {
        SERVICE,
        TEXT,
        NUMBER,
        DURATION
    }
}
