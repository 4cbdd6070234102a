package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.Durations;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Query;
import dev.opsdeck.catalog.Runbook.Parameter;
import dev.opsdeck.probe.ProbeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks what was given for a query's parameters, and writes it as PostgreSQL reads it. */
final class Parameters {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(?:\\.\\d{1,9})?");
    private static final int LONGEST = 1_000;

    private final ManagedSystem system;
    private final Query query;

    Parameters(ManagedSystem system, Query query) {
        this.system = system;
        this.query = query;
    }

    /** @throws ProbeException when something is missing, unknown, or not of its kind */
    Map<String, String> checked(Map<String, String> given) {
        for (String name : given.keySet()) {
            if (!query.parameters().containsKey(name)) {
                throw refused("it has no parameter " + name + ". It takes: " + names());
            }
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : query.parameters().values()) {
            String value = given.containsKey(parameter.name()) ? given.get(parameter.name()) : parameter.fallback();
            if (value == null) {
                throw refused("give a value for " + parameter.name() + ", as in " + parameter.name() + "=…");
            }
            values.put(parameter.name(), written(parameter, value));
        }
        return values;
    }

    private String names() {
        return query.parameters().isEmpty()
                ? "none."
                : String.join(", ", query.parameters().keySet()) + ".";
    }

    private String written(Parameter parameter, String value) {
        if (value.length() > LONGEST || value.indexOf('\0') >= 0) {
            throw refused("the value of " + parameter.name() + " is too long or has characters that no value has.");
        }
        if (!parameter.choices().isEmpty() && !parameter.choices().contains(value)) {
            throw refused(parameter.name() + " must be one of " + String.join(", ", parameter.choices()) + ".");
        }
        if (parameter.pattern() != null && !parameter.pattern().matcher(value).matches()) {
            throw refused(
                    parameter.name() + " must look like " + parameter.pattern().pattern() + ".");
        }
        return switch (parameter.type()) {
            case TEXT, CHOICE -> value;
            case NUMBER -> {
                if (!NUMBER.matcher(value).matches()) {
                    throw refused(parameter.name() + " must be a number.");
                }
                yield value;
            }
            case DURATION ->
                Durations.parse(value)
                        .map(duration -> duration.toSeconds() + " seconds")
                        .orElseThrow(() -> refused(parameter.name() + " must be a duration such as 30s or 2h."));
            case SERVICE, DATABASE, CACHE, QUEUE, HOST -> {
                if (!parameter.possible(system).contains(value)) {
                    throw refused(
                            parameter.name() + " must be a " + parameter.type().word() + " of " + system.name() + ".");
                }
                yield value;
            }
        };
    }

    private ProbeException refused(String why) {
        return new ProbeException("The query " + query.name() + " was not run: " + why);
    }
}
