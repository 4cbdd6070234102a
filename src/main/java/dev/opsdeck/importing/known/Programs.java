package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.importing.shell.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The programs that a runbook has run, as the catalog keeps them: argument lists with parameters. */
final class Programs {
    /** How manuals write what the reader fills in: {@code <commit>}, {@code [service-name]}. */
    private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Za-z][A-Za-z0-9_. -]*)>|\\[([a-z][a-z0-9_-]*)]");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)}?");
    private static final int NAMED_AFTER = 4;

    private final Map<String, Found.Program> all = new LinkedHashMap<>();

    Map<String, Found.Program> all() {
        return all;
    }

    /** {@code {{name}}} when the whole word is to be filled in; null when it is not. */
    static @Nullable String parameterIn(String word) {
        Matcher matcher = PLACEHOLDER.matcher(word);
        return matcher.matches() ? "{{" + name(matcher) + "}}" : null;
    }

    private static String name(Matcher matcher) {
        return Slug.of(matcher.group(1) != null ? matcher.group(1) : matcher.group(2), "value");
    }

    /** The step that runs the words as they are. */
    Meaning run(Call call, Risk risk, Gathered system) {
        return run(call, call.command().words(), risk, system);
    }

    Meaning run(Call call, List<Word> words, Risk risk, Gathered system) {
        if (call.writesFile() && risk != Risk.READ) {
            return new Meaning.Unknown("It writes a file by a shell, and programs of the catalog are run without one.");
        }
        if (call.inputFile() != null || call.input() != null) {
            return new Meaning.Unknown(
                    "It reads what a shell would feed it, and programs of the catalog are run without one.");
        }
        var command = new ArrayList<String>();
        if (!call.command().assignments().isEmpty()) {
            command.add("env");
        }
        for (Word word : Stream.concat(call.command().assignments().stream(), words.stream())
                .toList()) {
            if (word.expands() && leftToShell(word)) {
                return new Meaning.Unknown(
                        "A shell would fill in " + word.text() + ", and programs of the catalog are run without one.");
            }
            command.add(argument(word));
        }
        return step(call, command, risk, system);
    }

    private static boolean leftToShell(Word word) {
        String rest = VARIABLE.matcher(word.text()).replaceAll("");
        return rest.contains("$")
                || rest.contains("`")
                || rest.contains("*")
                || word.text().matches(".*\\$[0-9@#?!].*");
    }

    /** Variables become settings, and what the reader fills in becomes a parameter. */
    private static String argument(Word word) {
        String text = word.expands() ? VARIABLE.matcher(word.text()).replaceAll("\\$\\{$1\\}") : word.text();
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        "{{" + Slug.of(match.group(1) != null ? match.group(1) : match.group(2), "value") + "}}"));
    }

    private Meaning step(Call call, List<String> command, Risk risk, Gathered system) {
        List<String> parameters = Pattern.compile("\\{\\{([^}]+)}}")
                .matcher(String.join(" ", command))
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
        String service = call.service();
        if (service == null) {
            system.server();
        }
        var program = new Found.Program(call.title(), service, List.copyOf(command), risk, parameters);
        String name = named(program);
        all.putIfAbsent(name, program);
        return Meaning.does(new StepSpec.Exec(
                name, parameters.stream().collect(Collectors.toMap(it -> it, it -> "{{" + it + "}}"))));
    }

    private String named(Found.Program program) {
        for (var known : all.entrySet()) {
            boolean same = known.getValue().command().equals(program.command())
                    && java.util.Objects.equals(known.getValue().service(), program.service());
            if (same) {
                return known.getKey();
            }
        }
        int folder = program.command().indexOf("-C");
        String words = IntStream.range(0, program.command().size())
                .filter(i -> folder < 0 || (i != folder && i != folder + 1))
                .mapToObj(program.command()::get)
                .filter(word -> !word.matches("(?:/\\S*/)?(?:env|python3?|node|npx|bash|sh|sudo)")
                        && !word.contains("{{")
                        && !word.contains("://"))
                .map(word -> word.substring(word.lastIndexOf('/', word.length() - 2) + 1))
                .map(word -> word.replaceFirst("\\.(?:sh|py|js|ts|rb)$", ""))
                .limit(NAMED_AFTER)
                .collect(Collectors.joining(" "));
        return free(Slug.of(words, "program"), all.keySet());
    }

    static String free(String wanted, Collection<String> taken) {
        String name = wanted;
        for (int i = 2; taken.contains(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }
}
