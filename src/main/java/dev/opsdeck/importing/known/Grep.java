package dev.opsdeck.importing.known;

import dev.opsdeck.importing.shell.Simple;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a {@code grep} looks for.
 *
 * @param pattern regular expression of Java
 * @param inverted whether it leaves out what fits
 */
record Grep(String pattern, boolean inverted) {
    static Grep of(Simple grep) {
        Options options = Options.of(grep.arguments(), "-e", "-A", "-B", "-C", "-m");
        List<String> words = options.words();
        String written = options.value("-e").orElse(words.isEmpty() ? "" : words.getFirst());
        boolean extended = grep.program().equals("egrep") || options.has("E") || options.has("P");
        String java = options.has("F") ? Pattern.quote(written) : extended ? written : basic(written);
        return new Grep((options.has("i") ? "(?i)" : "") + checked(java), options.has("v"));
    }

    /** In a basic regular expression the signs of the extended ones need a backslash, and mean themselves without. */
    private static String basic(String written) {
        var java = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            boolean special = "|+?(){}".indexOf(c) >= 0;
            if (c == '\\' && i + 1 < written.length() && "|+?(){}".indexOf(written.charAt(i + 1)) >= 0) {
                java.append(written.charAt(++i));
            } else {
                java.append(special ? "\\" : "").append(c);
            }
        }
        return java.toString();
    }

    private static String checked(String pattern) {
        try {
            return Pattern.compile(pattern).pattern();
        } catch (PatternSyntaxException e) {
            return Pattern.quote(pattern);
        }
    }
}
