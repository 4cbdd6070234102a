package dev.opsdeck.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words of a command line, and back.
 *
 * <p>As in a shell, {@code "…"} and {@code '…'} hold spaces together, also inside of a word, and a backslash takes the
 * special meaning from the next character; within double quotes it stands for itself where there is none. Unlike in a shell an apostrophe between two letters is one, and the typographic
 * quotes, dashes and dots that phones and desktops put in are read as what was typed.
 */
final class Words {
    private static final String SINGLE = "'‘’‚‛";
    private static final String DOUBLE = "\"“”„‟«»";
    private static final Pattern DASHES = Pattern.compile("[-‐‑‒–—―−]+(?=\\p{L})");
    private static final Pattern SPECIAL = Pattern.compile("[\"\\\\]");
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{Nd}_./:@#*+,%=-]+|<@[A-Za-z0-9]+>");

    private final String text;
    private final boolean anyQuoteCloses;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private boolean quotedStart;
    private int at;

    private Words(String text, boolean anyQuoteCloses) {
        this.text = text;
        this.anyQuoteCloses = anyQuoteCloses;
    }

    /** Splits a text as Slack delivers it. */
    static List<String> split(String slackText) throws MistakeException {
        String text = SlackText.decode(slackText);
        try {
            return new Words(text, false).split();
        } catch (MistakeException exact) {
            // Typed with one kind of quote and corrected by hand with another.
            return new Words(text, true).split();
        }
    }

    /** One text that {@link #split} takes apart into the same words. */
    static String join(List<String> words) {
        return String.join(" ", words.stream().map(Words::quote).toList());
    }

    /** The word so that it survives {@link #split}; as it is where that is possible. */
    static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : quoteAlways(word);
    }

    /** The value in quotes, whether it needs them or not. */
    static String quoteAlways(String value) {
        String escaped = SPECIAL.matcher(value).replaceAll("\\\\$0");
        return '"' + SlackText.protect(escaped) + '"';
    }

    private List<String> split() throws MistakeException {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isSpace(c)) {
                endWord();
                at++;
            } else if (isDouble(c) || (isSingle(c) && !isApostrophe())) {
                quoted(c);
            } else if (c == '\\' && at + 1 < text.length()) {
                escaped();
            } else {
                literal(c == '…' ? "..." : String.valueOf(c));
            }
        }
        endWord();
        return List.copyOf(words);
    }

    private void literal(String part) {
        inWord = true;
        word.append(part);
        at++;
    }

    private void escaped() {
        quotedStart |= !inWord;
        at++;
        literal(String.valueOf(text.charAt(at)));
    }

    private void quoted(char open) throws MistakeException {
        quotedStart |= !inWord;
        inWord = true;
        int start = at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (closes(open, c)) {
                at++;
                return;
            }
            if (c == '\\' && isDouble(open) && escapes(at)) {
                c = text.charAt(++at);
            }
            word.append(c);
            at++;
        }
        throw new MistakeException(
                "The quote that opens at " + excerpt(start) + " is never closed. Close it, or leave it out.");
    }

    private String excerpt(int start) {
        String rest = text.substring(start);
        return rest.length() <= 20 ? rest : rest.substring(0, 20) + "…";
    }

    /** A straight quote needs its like; a typographic one is closed by any of its family. */
    private boolean closes(char open, char c) {
        boolean straight = open == '"' || open == '\'';
        if (straight && !anyQuoteCloses) {
            return c == open && !(isSingle(c) && isApostrophe());
        }
        return isDouble(open) ? isDouble(c) : isSingle(c) && !isApostrophe();
    }

    private boolean isApostrophe() {
        return at > 0
                && at + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at + 1));
    }

    private void endWord() {
        String done = word.toString().strip();
        if (!done.isEmpty()) {
            words.add(quotedStart ? done : dashes(done));
        }
        word.setLength(0);
        inWord = false;
        quotedStart = false;
    }

    /** Phones make one long dash of two short ones. */
    private static String dashes(String word) {
        Matcher matcher = DASHES.matcher(word);
        if (!matcher.lookingAt() || matcher.group().chars().allMatch(c -> c == '-')) {
            return word;
        }
        return "--" + word.substring(matcher.end());
    }

    /** Within double quotes only where there is a meaning to take away: the backslashes of expressions stay. */
    private boolean escapes(int backslash) {
        int next = backslash + 1;
        return next < text.length()
                && (isDouble(text.charAt(next)) || text.charAt(next) == '\\' || SlackText.protectedAt(text, backslash));
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isDouble(char c) {
        return DOUBLE.indexOf(c) >= 0;
    }

    private static boolean isSingle(char c) {
        return SINGLE.indexOf(c) >= 0;
    }
}
