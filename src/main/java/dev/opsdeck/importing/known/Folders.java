package dev.opsdeck.importing.known;

import dev.opsdeck.importing.shell.Word;
import java.util.List;

/** Names of files as they are from {@code /} on: programs of the catalog have no folder that they start in. */
final class Folders {
    private Folders() {}

    /** The words of the call, with whole names for what looks like the name of a file. */
    static List<Word> absolute(Call call) {
        return call.service() != null
                ? call.command().words()
                : call.command().words().stream()
                        .map(word -> looksLikePath(word.text()) ? absolute(word, call) : word)
                        .toList();
    }

    static Word absolute(Word word, Call call) {
        String path = word.text();
        if (call.service() != null || path.startsWith("/") || path.startsWith("$") || path.startsWith("~")) {
            return word;
        }
        String rest = path.startsWith("./") ? path.substring(2) : path;
        return new Word(
                rest.isEmpty() || rest.equals(".") ? call.folder() : call.folder() + "/" + rest, word.expands());
    }

    private static boolean looksLikePath(String word) {
        return !word.startsWith("-")
                && !word.contains("://")
                && (word.startsWith("./")
                        || word.equals(".")
                        || word.matches("[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.*<>-]+)+/?")
                        || word.matches(
                                "\\.?[A-Za-z0-9_-]+\\.(?:sh|py|js|ts|rb|sql|gz|log|yml|yaml|json|env|txt|pem|conf)"));
    }
}
