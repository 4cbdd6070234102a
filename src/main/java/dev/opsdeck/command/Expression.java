package dev.opsdeck.command;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions as people type them. */
public final class Expression {
    /** Longer ones are pasted by mistake; a button has to carry it, too. */
    private static final int LONGEST = 500;

    private static final int EXCERPT = 12;

    private Expression() {}

    /** What is wrong with the expression and where; empty when nothing is. */
    public static Optional<String> mistake(String expression) {
        if (expression.length() > LONGEST) {
            return Optional.of("The expression is longer than " + LONGEST + " characters. Shorten it.");
        }
        try {
            Pattern.compile(expression);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            String what = e.getDescription().toLowerCase(Locale.ROOT);
            return Optional.of("The expression \"" + expression + "\" is wrong " + place(expression, e.getIndex())
                    + ": " + what + ". Put a backslash before a character that stands for itself.");
        }
    }

    private static String place(String expression, int index) {
        if (index < 0 || index >= expression.length()) {
            return "at its end";
        }
        String rest = expression.substring(index, Math.min(index + EXCERPT, expression.length()));
        return "at its character " + (index + 1) + ", where it says \"" + rest + "\"";
    }
}
