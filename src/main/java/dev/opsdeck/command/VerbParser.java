package dev.opsdeck.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reads the arguments of one command and turns the library's complaints into advice.
 *
 * @param runnable whether a text parses: only such texts are suggested
 */
record VerbParser(Verb verb, Predicate<String> runnable) {

    Command parse(List<String> arguments) throws MistakeException {
        requireValues(arguments);
        try {
            ParseResult parsed = verb.parser().parseArgs(arguments.toArray(String[]::new));
            return parsed.isUsageHelpRequested()
                    ? new Command.Help(verb.word())
                    : verb.reader().read(new Arguments(parsed));
        } catch (UnmatchedArgumentException e) {
            throw unmatched(arguments, e.getUnmatched());
        } catch (MissingParameterException e) {
            throw missing(e);
        } catch (OverwrittenOptionException e) {
            throw mistake(((OptionSpec) e.getOverwritten()).longestName() + " was given more than once.", Stream.of());
        } catch (ParameterException e) {
            throw mistake(invalid(e), Stream.of());
        } catch (MistakeException e) {
            throw mistake(e.mistake().message(), Stream.of());
        }
    }

    /** The library would take the next option for the value. After an equals sign it may well be one. */
    private void requireValues(List<String> arguments) throws MistakeException {
        for (int i = 0; i + 1 < arguments.size(); i++) {
            if (verb.values().contains(arguments.get(i)) && verb.options().contains(arguments.get(i + 1))) {
                throw valueMissing(arguments.get(i));
            }
        }
    }

    private MistakeException missing(MissingParameterException e) {
        if (!e.getMissing().isEmpty() && e.getMissing().getFirst() instanceof OptionSpec option) {
            return valueMissing(option.longestName());
        }
        return mistake(
                verb.word() + " needs " + verb.label() + ", for example: "
                        + verb.entry().examples().getFirst(),
                Stream.of());
    }

    private MistakeException valueMissing(String option) {
        return mistake(option + " needs a value, as in: " + verb.entry().usage(), Stream.of());
    }

    private static String invalid(ParameterException e) {
        return e.getArgSpec() instanceof OptionSpec option
                ? "\"" + e.getValue() + "\" is not a value for " + option.longestName() + "."
                : e.getMessage() + ".";
    }

    private MistakeException unmatched(List<String> arguments, List<String> unmatched) {
        String first = unmatched.getFirst();
        return first.startsWith("-") ? unknownOption(arguments, first) : tooMany(arguments, unmatched);
    }

    private MistakeException unknownOption(List<String> arguments, String typed) {
        int equals = typed.indexOf('=');
        String name = equals < 0 ? typed : typed.substring(0, equals);
        String value = equals < 0 ? "" : typed.substring(equals);
        List<String> near = Nearest.to("--" + name.replaceFirst("^-+", ""), verb.options());
        String hint = near.isEmpty() ? "" : " Did you mean " + near.getFirst() + "?";
        return mistake(
                verb.word() + " has no option " + name + "." + hint,
                near.stream().map(option -> replace(arguments, typed, option + value)));
    }

    private MistakeException tooMany(List<String> arguments, List<String> extra) {
        String words = String.join(" ", extra);
        int valueAt = arguments.indexOf(extra.getFirst()) - 1;
        String before = valueAt >= 1 ? arguments.get(valueAt - 1) : "";
        if (verb.values().contains(before)) {
            var quoted = new ArrayList<>(arguments.subList(0, valueAt - 1));
            quoted.add(before + "=" + arguments.get(valueAt) + " " + words);
            quoted.addAll(arguments.subList(valueAt + 1 + extra.size(), arguments.size()));
            return mistake(
                    "\"" + words + "\" is too much. Put a value of several words in quotes.", Stream.of(text(quoted)));
        }
        var kept = new ArrayList<>(arguments);
        kept.removeAll(extra);
        return mistake("\"" + words + "\" is too much for " + verb.word() + ".", Stream.of(text(kept)));
    }

    private MistakeException mistake(String message, Stream<String> suggestions) {
        return new MistakeException(
                message, verb.entry().usage(), suggestions.filter(runnable).toList());
    }

    private String replace(List<String> arguments, String typed, String right) {
        return text(arguments.stream()
                .map(word -> word.equals(typed) ? right : word)
                .toList());
    }

    private String text(List<String> arguments) {
        return Words.join(
                Stream.concat(Stream.of(verb.word()), arguments.stream()).toList());
    }
}
