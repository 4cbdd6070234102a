package dev.opsdeck.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Steps in order, with parameters that are checked before they are filled in for {@code {{name}}}.
 *
 * @param putBack whether, when a step fails or the run is cancelled, what was done before is put back
 */
@Doc("Steps in order; {{name}} stands for a parameter.")
public record Runbook(
        @FromKey String name,
        @Doc("What people call it.") @Nullable String title,

        @Doc("Whether what was done is put back when a later step fails or the run is cancelled.") @Default("false")
        boolean putBack,

        @Doc("What must be given to run it.") Map<String, Parameter> parameters,
        @Doc("What is done, in this order.") @NotEmpty List<RunbookStep> steps) {

    /** The values with what is filled in where nothing is given; a parameter that must be given may be missing. */
    public Map<String, String> completed(Map<String, String> given) {
        Map<String, String> all = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> {
            String value = given.getOrDefault(name, parameter.fallback());
            if (value != null) {
                all.put(name, value);
            }
        });
        return all;
    }

    /** Names of the parameters that must be given and are not. */
    public List<String> missing(Map<String, String> given) {
        Map<String, String> all = completed(given);
        return parameters.keySet().stream()
                .filter(name -> !all.containsKey(name))
                .toList();
    }

    /** What is wrong with the values, by name; a name that is no parameter is wrong, one that is missing is not. */
    public Map<String, String> mistakes(Map<String, String> given, ManagedSystem system) {
        Map<String, String> mistakes = new LinkedHashMap<>();
        given.keySet().stream()
                .filter(name -> !parameters.containsKey(name))
                .forEach(name -> mistakes.put(name, unknown(name)));
        completed(given).forEach((name, value) -> Objects.requireNonNull(parameters.get(name))
                .mistake(value, system)
                .ifPresent(mistake -> mistakes.put(name, mistake)));
        return mistakes;
    }

    private String unknown(String name) {
        String known = parameters.isEmpty()
                ? "It takes none."
                : Objects.requireNonNullElse(Findings.didYouMean(name, parameters.keySet()), "");
        return "There is no such parameter. " + known;
    }

    /**
     * The steps for these values.
     *
     * @throws FillingException when no step comes of them
     */
    public List<RunbookStep.Filled> filled(Map<String, String> given) {
        Map<String, String> all = completed(given);
        return steps.stream().map(step -> Filling.filled(step, all)).toList();
    }

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
            String fallback) {

        /** What is wrong with the value, in a sentence; empty when it is right. */
        public Optional<String> mistake(String value, ManagedSystem system) {
            return mistakeIn(value, names(system));
        }

        Optional<String> mistakeIn(String value, Function<Type, Collection<String>> names) {
            if (value.chars().anyMatch(Character::isISOControl)) {
                return Optional.of("Line breaks and control characters are not possible here.");
            }
            List<String> possible = possible(names);
            if ((type.isName() || !choices.isEmpty()) && !possible.contains(value)) {
                return Optional.of("There is no such " + type.word() + ". "
                        + Objects.requireNonNullElse(Findings.didYouMean(value, possible), ""));
            }
            if (!type.accepts(value)) {
                return Optional.of("This must be " + type.form() + ".");
            }
            return pattern == null || pattern.matcher(value).matches()
                    ? Optional.empty()
                    : Optional.of("This must match " + pattern + ".");
        }

        /** The only values possible; empty for anything of the type. */
        public List<String> possible(ManagedSystem system) {
            return possible(names(system));
        }

        private List<String> possible(Function<Type, Collection<String>> names) {
            return type.isName()
                    ? names.apply(type).stream()
                            .filter(name -> choices.isEmpty() || choices.contains(name))
                            .toList()
                    : choices;
        }

        private static Function<Type, Collection<String>> names(ManagedSystem system) {
            return type -> switch (type) {
                case SERVICE -> system.services().keySet();
                case DATABASE -> system.databases().keySet();
                case CACHE -> system.caches().keySet();
                case QUEUE -> system.queues().keySet();
                case HOST -> system.hosts().keySet();
                case TEXT, NUMBER, DURATION, CHOICE -> List.of();
            };
        }
    }

    /** Kind of a parameter. */
    public enum Type {
        SERVICE,
        DATABASE,
        CACHE,
        QUEUE,
        HOST,
        TEXT,
        NUMBER,
        DURATION,
        CHOICE;

        /** As people read it. */
        public String word() {
            return RecordShape.wordOf(this);
        }

        boolean isName() {
            return switch (this) {
                case SERVICE, DATABASE, CACHE, QUEUE, HOST -> true;
                case TEXT, NUMBER, DURATION, CHOICE -> false;
            };
        }

        boolean accepts(String value) {
            return switch (this) {
                case NUMBER -> PlainScalars.DECIMAL.matcher(value).matches();
                case DURATION -> Durations.parse(value).isPresent();
                case SERVICE, DATABASE, CACHE, QUEUE, HOST, TEXT, CHOICE -> !value.isBlank();
            };
        }

        String form() {
            return switch (this) {
                case NUMBER -> "a number";
                case DURATION -> "a duration such as 30s, 15m, 2h or 1h30m";
                case SERVICE, DATABASE, CACHE, QUEUE, HOST, TEXT, CHOICE -> "given";
            };
        }
    }
}
