package dev.opsdeck.command;

import static dev.opsdeck.catalog.Risk.READ;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code run} and {@code runbooks}. */
final class RunbookArguments {
    private static final Pattern VALUE = Pattern.compile("([\\p{L}\\p{Nd}_.-]+)=(.*)", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("#?\\d{1,18}");
    private static final int MOST_VALUES = 40;

    static final Verb RUN = Verb.of(
                    Verbs.entry(
                            "run",
                            "run <runbook> [name=value …]" + Terms.USAGE,
                            "Runs a runbook; a form asks for what is not given. With a number it shows that run.",
                            READ,
                            "run careful-restart service=backend",
                            "run shop/careful-restart service=worker --dry-run"),
                    1,
                    1 + MOST_VALUES,
                    "<runbook>",
                    RunbookArguments::run)
            .terms();

    static final Verb RUNBOOKS = Verb.of(
            Verbs.entry(
                    "runbooks",
                    "runbooks [system]",
                    "Lists the runbooks there are, with what they take.",
                    READ,
                    "runbooks",
                    "runbooks shop"),
            0,
            1,
            "[system]",
            given -> new Command.Runbooks(given.optional(0)));

    private RunbookArguments() {}

    private static Command run(Arguments given) throws MistakeException {
        List<String> words = given.positionals();
        if (words.size() == 1 && NUMBER.matcher(words.getFirst()).matches()) {
            return new Command.Show(words.getFirst().replace("#", ""));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words.subList(1, words.size())) {
            Matcher value = VALUE.matcher(word);
            if (!value.matches()) {
                throw new MistakeException(
                        "\"" + word + "\" is not a value. Write name=value, in quotes where it has spaces:"
                                + " text=\"two words\".");
            }
            if (values.put(value.group(1), value.group(2)) != null) {
                throw new MistakeException(value.group(1) + " was given more than once.");
            }
        }
        return new Command.Run(words.getFirst(), values, Terms.read(given));
    }

    static List<String> canonical(Command.Run run) {
        var words = new ArrayList<String>();
        words.add(Words.quote(run.runbook()));
        run.values().forEach((name, value) -> words.add(Words.quote(name + "=" + value)));
        words.addAll(run.terms().words());
        return words;
    }
}
