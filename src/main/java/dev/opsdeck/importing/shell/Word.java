package dev.opsdeck.importing.shell;

/**
 * A word of a command after its quotes are taken off.
 *
 * @param expands whether a shell would put something else in the place of a part of it: a variable, what a command
 *     prints, names of files
 */
public record Word(String text, boolean expands) {
    /** A word that means itself. */
    public static Word plain(String text) {
        return new Word(text, false);
    }

    Word with(String variable, String value) {
        String filled = text.replace("${" + variable + "}", value).replace("$" + variable, value);
        return filled.equals(text) ? this : new Word(filled, filled.contains("$"));
    }

    @Override
    public String toString() {
        return text;
    }
}
