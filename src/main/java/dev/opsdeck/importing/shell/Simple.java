package dev.opsdeck.importing.shell;

import java.util.List;

/**
 * One program with its arguments.
 *
 * @param assignments such as {@code NAME=value}, before the program
 * @param words the program and its arguments; empty for assignments alone
 */
public record Simple(List<Word> assignments, List<Word> words, List<Redirect> redirects) {
    /** The program without its folder; empty for assignments alone. */
    public String program() {
        String name = words.isEmpty() ? "" : words.getFirst().text();
        return name.substring(name.lastIndexOf('/') + 1);
    }

    public List<Word> arguments() {
        return words.isEmpty() ? List.of() : words.subList(1, words.size());
    }

    Simple with(String variable, String value) {
        return new Simple(
                assignments.stream().map(word -> word.with(variable, value)).toList(),
                words.stream().map(word -> word.with(variable, value)).toList(),
                redirects);
    }
}
