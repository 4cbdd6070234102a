package dev.opsdeck.importing.shell;

/** What the shell's grammar is made of. */
sealed interface Token {
    record Of(Word word) implements Token {}

    /** {@code |}, {@code &&}, {@code ;}, {@code >}, … */
    record Operator(String sign) implements Token {}

    /** The end of a line, or of everything. */
    record End() implements Token {}
}
