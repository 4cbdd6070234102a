package dev.opsdeck.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * One command: how it is described, what it takes, and how it is read.
 *
 * @param required how many positional arguments it must have
 * @param most how many positional arguments it may have
 * @param label what the positional arguments are called
 */
record Verb(Entry entry, int required, int most, String label, List<String> flags, List<String> values, Reader reader) {

    /** No name begins with a dash, so nothing needs a way to say that what follows is no option. */
    private static final String NEVER_TYPED = "\0";

    /** As many positional arguments as are typed: a text without quotes. */
    static final int ANY = Integer.MAX_VALUE;

    /** Makes the command from arguments that have the right shape. */
    interface Reader {
        Command read(Arguments arguments) throws MistakeException;
    }

    /** A command with positional arguments. */
    static Verb of(Entry entry, int required, int most, String label, Reader reader) {
        return new Verb(entry, required, most, label, List.of(), List.of(), reader);
    }

    /** A command that takes nothing. */
    static Verb of(Entry entry, Command command) {
        return of(entry, 0, 0, "", _ -> command);
    }

    Verb flags(String... names) {
        return new Verb(entry, required, most, label, List.of(names), values, reader);
    }

    Verb values(String... names) {
        return new Verb(entry, required, most, label, flags, List.of(names), reader);
    }

    /** Besides the options it has, those of every change. */
    Verb terms() {
        return andFlags(Terms.DRY_RUN, Terms.WAIT, Terms.BREAK_GLASS).andValues(Terms.REASON);
    }

    Verb andFlags(String... names) {
        return new Verb(entry, required, most, label, joined(flags, names), values, reader);
    }

    Verb andValues(String... names) {
        return new Verb(entry, required, most, label, flags, joined(values, names), reader);
    }

    private static List<String> joined(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    String word() {
        return entry.word();
    }

    /** Names of the options, with their dashes. */
    List<String> options() {
        var all = new ArrayList<>(flags);
        all.addAll(values);
        return all;
    }

    /** A parser for one use: picocli keeps the state of a parse in the specification. */
    CommandLine parser() {
        CommandSpec spec = CommandSpec.create().name(entry.word());
        spec.addOption(OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .build());
        flags.forEach(name ->
                spec.addOption(OptionSpec.builder(name).type(boolean.class).build()));
        values.forEach(name -> spec.addOption(OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(name.substring(2))
                .build()));
        for (int index = 0; index < (most == ANY ? required : most); index++) {
            spec.addPositional(PositionalParamSpec.builder()
                    .index(String.valueOf(index))
                    .arity(index < required ? "1" : "0..1")
                    .required(index < required)
                    .type(String.class)
                    .paramLabel(label)
                    .build());
        }
        if (most == ANY) {
            spec.addPositional(PositionalParamSpec.builder()
                    .index(required + "..*")
                    .arity("0..*")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .paramLabel(label)
                    .build());
        }
        // An argument that begins with @ is a person here, never a file to read arguments from.
        return new CommandLine(spec)
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setEndOfOptionsDelimiter(NEVER_TYPED)
                .setAllowOptionsAsOptionParameters(true)
                .setPosixClusteredShortOptionsAllowed(false)
                .setOptionsCaseInsensitive(true);
    }
}
