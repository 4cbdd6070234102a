package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runbook.Parameter;
import dev.opsdeck.catalog.Secret;
import dev.opsdeck.catalog.Upkeep;
import dev.opsdeck.plan.TargetException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Fills in what was given for the parameters of a program; each stays within the argument that it stands in. */
final class ProgramLine {
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^}\\s]+)\\s*}}");
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_@%+:,./=-]+");
    private static final int LONGEST = 1_000;
    private static final String MASK = "***";

    private final ManagedSystem system;
    private final Upkeep.Program program;
    private final Map<String, String> values;

    /** @throws TargetException when a value is missing, unknown, or not of its kind */
    ProgramLine(ManagedSystem system, Upkeep.Program program, Map<String, String> given) {
        this.system = system;
        this.program = program;
        this.values = checked(given);
    }

    List<String> of(List<String> arguments) {
        return arguments.stream().map(this::filled).toList();
    }

    /** Of all that is given only what the program takes, with what it takes when nothing is given. */
    Map<String, String> values() {
        return values;
    }

    /** As people may read it. */
    static String shown(List<String> arguments, Collection<Secret> secrets) {
        String line = arguments.stream()
                .map(argument -> HARMLESS.matcher(argument).matches() ? argument : "\"" + argument + "\"")
                .collect(Collectors.joining(" "));
        for (String secret : secrets.stream()
                .map(Secret::value)
                .sorted(Comparator.comparing(String::length).reversed())
                .toList()) {
            line = line.replace(secret, MASK);
        }
        return line;
    }

    private String filled(String argument) {
        Matcher place = PLACE.matcher(argument);
        String filled = place.replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw refused("it has no parameter " + found.group(1) + ", which its command names. Correct the catalog");
            }
            return Matcher.quoteReplacement(value);
        });
        if (filled.startsWith("-") && !argument.startsWith("-")) {
            throw refused("\"" + filled + "\" would be an option and not a value");
        }
        return filled;
    }

    private Map<String, String> checked(Map<String, String> given) {
        for (String name : given.keySet()) {
            if (!program.parameters().containsKey(name)) {
                throw refused("it has no parameter " + name + ". It takes: "
                        + (program.parameters().isEmpty()
                                ? "none"
                                : String.join(", ", program.parameters().keySet())));
            }
        }
        var all = new LinkedHashMap<String, String>();
        for (Parameter parameter : program.parameters().values()) {
            String value = given.containsKey(parameter.name()) ? given.get(parameter.name()) : parameter.fallback();
            if (value == null) {
                throw refused("give a value for " + parameter.name() + ", as in " + parameter.name() + "=…");
            }
            check(parameter, value);
            all.put(parameter.name(), value);
        }
        return all;
    }

    private void check(Parameter parameter, String value) {
        if (value.length() > LONGEST) {
            throw refused("the value of " + parameter.name() + " is too long");
        }
        parameter.mistake(value, system).ifPresent(mistake -> {
            throw refused(parameter.name() + " cannot be \"" + value + "\": " + mistake);
        });
    }

    private TargetException refused(String why) {
        return new TargetException("The command " + program.name() + " cannot be run: " + why + (why.endsWith(".") ? "" : "."));
    }
}
