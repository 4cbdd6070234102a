package dev.opsdeck.importing.known;

import dev.opsdeck.importing.shell.Redirect;
import dev.opsdeck.importing.shell.Simple;
import dev.opsdeck.importing.shell.Word;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One program as somebody calls it.
 *
 * @param command the program with its arguments
 * @param title what the runbook says about it; empty for nothing
 * @param service in whose container it runs; null for the machine
 * @param folder that relative names start at
 * @param filters programs through which its output goes
 * @param input the program whose output it reads; null for none
 * @param inner reads a command that this one only carries to another place
 */
record Call(
        Simple command,
        String title,
        @Nullable String service,
        String folder,
        List<Simple> filters,
        @Nullable Simple input,
        Function<Call, Meaning> inner) {

    String program() {
        return command.program();
    }

    List<Word> arguments() {
        return command.arguments();
    }

    /** The word at that place after the program; empty for none. */
    String word(int index) {
        return index < arguments().size() ? arguments().get(index).text() : "";
    }

    boolean has(String word) {
        return arguments().stream().anyMatch(it -> it.text().equals(word));
    }

    /** Whether any of the words has the text in it. */
    boolean mentions(String text) {
        return command.words().stream()
                .anyMatch(it -> it.text().toLowerCase(java.util.Locale.ROOT).contains(text));
    }

    /** Whether what it prints is kept in a file. */
    boolean writesFile() {
        return java.util.stream.Stream.concat(
                        command.redirects().stream(), filters.stream().flatMap(it -> it.redirects().stream()))
                .anyMatch(redirect -> !redirect.isInput() && !redirect.isQuiet());
    }

    @Nullable
    Redirect inputFile() {
        return command.redirects().stream()
                .filter(Redirect::isInput)
                .findFirst()
                .orElse(null);
    }

    /** The same words in another place. */
    Call in(String otherService, List<Word> words) {
        return new Call(
                new Simple(List.of(), words, command.redirects()), title, otherService, folder, filters, input, inner);
    }

    /** Other words in the same place. */
    Call of(List<Word> words) {
        return new Call(
                new Simple(command.assignments(), words, command.redirects()),
                title,
                service,
                folder,
                filters,
                input,
                inner);
    }

    /** What a person would have looked for in the output, as a regular expression; null for nothing. */
    @Nullable
    String pattern() {
        return filters.stream()
                .filter(filter -> List.of("grep", "egrep").contains(filter.program()))
                .map(Grep::of)
                .filter(grep -> !grep.inverted())
                .map(Grep::pattern)
                .findFirst()
                .orElse(null);
    }
}
