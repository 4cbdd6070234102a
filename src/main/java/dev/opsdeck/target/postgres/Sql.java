package dev.opsdeck.target.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.postgresql.core.Parser;

/**
 * One statement of SQL, taken apart into what is sent as it is and the parameters written {@code :name}. Quotes,
 * comments and casts are left alone.
 */
record Sql(List<Part> parts) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*");

    /** A piece of it. */
    sealed interface Part {
        /** Sent as it is. */
        record Text(String text, boolean quoted) implements Part {}

        record Parameter(String name) implements Part {}
    }

    static Sql of(String text) {
        return new Sql(new Reading(text.strip()).parts());
    }

    List<String> parameters() {
        return parts.stream()
                .flatMap(part -> part instanceof Part.Parameter(String name)
                        ? java.util.stream.Stream.of(name)
                        : java.util.stream.Stream.empty())
                .toList();
    }

    /** With what the function says in the place of each parameter; a question mark that is an operator stays one. */
    String with(java.util.function.UnaryOperator<String> parameter, String questionMark) {
        var all = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Parameter(String name) -> all.append(parameter.apply(name));
                case Part.Text(String text, boolean quoted) ->
                    all.append(quoted ? text : text.replace("?", questionMark));
            }
        }
        return all.toString();
    }

    /** The text without what stands in quotes and comments. */
    String bare() {
        var all = new StringBuilder();
        for (Part part : parts) {
            all.append(part instanceof Part.Text(String text, boolean quoted) && !quoted ? text : " ");
        }
        return all.toString();
    }

    /** The text without comments and literals, but with quoted names: a function may be called by one. */
    String withoutComments() {
        var all = new StringBuilder();
        for (Part part : parts) {
            boolean shown =
                    part instanceof Part.Text(String text, boolean quoted) && (!quoted || text.startsWith("\""));
            all.append(shown ? ((Part.Text) part).text().replace("\"", "") : " ");
        }
        return all.toString();
    }

    /** One pass over the text; the driver's own functions know where a quote or comment ends. */
    private static final class Reading {
        private final char[] text;
        private final List<Part> parts = new ArrayList<>();
        private int from;
        private int at;

        Reading(String text) {
            this.text = text.toCharArray();
        }

        List<Part> parts() {
            while (at < text.length) {
                int end = endOfQuoted();
                if (end >= 0) {
                    flush();
                    at = Math.min(end + 1, text.length);
                    parts.add(new Part.Text(new String(text, from, at - from), true));
                    from = at;
                } else if (text[at] == ':') {
                    colon();
                } else {
                    at++;
                }
            }
            flush();
            return parts;
        }

        /** The last character of the quote or comment that begins here; -1 when none does. */
        private int endOfQuoted() {
            int end =
                    switch (text[at]) {
                        case '\'' -> Parser.parseSingleQuotes(text, at, !escapes());
                        case '"' -> Parser.parseDoubleQuotes(text, at);
                        case '-' -> Parser.parseLineComment(text, at);
                        case '/' -> Parser.parseBlockComment(text, at);
                        case '$' -> Parser.parseDollarQuotes(text, at);
                        default -> at;
                    };
            return end > at ? end : -1;
        }

        private boolean escapes() {
            return at > 0 && (text[at - 1] == 'E' || text[at - 1] == 'e');
        }

        private void colon() {
            if (at + 1 < text.length && text[at + 1] == ':') {
                at += 2;
                return;
            }
            var name = NAME.matcher(java.nio.CharBuffer.wrap(text)).region(at + 1, text.length);
            if (!name.lookingAt()) {
                at++;
                return;
            }
            flush();
            parts.add(new Part.Parameter(name.group()));
            at = name.end();
            from = at;
        }

        private void flush() {
            if (at > from) {
                parts.add(new Part.Text(new String(text, from, at - from), false));
            }
            from = at;
        }
    }
}
