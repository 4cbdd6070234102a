package dev.opsdeck.importing.shell;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into tokens by the rules of POSIX, Shell Command Language, 2.3 Token Recognition. There is no parser of
 * shell in Java that is kept up and needs no native code, and a fault of native code would end the whole service.
 *
 * <p>Beyond POSIX: {@code <previous-commit>} is a word, as manuals write what the reader has to fill in.
 */
final class Lexer {
    private static final Pattern PLACEHOLDER = Pattern.compile("<[A-Za-z][A-Za-z0-9_. -]*>");
    private static final List<String> OPERATORS = List.of(
            "<<-", "<<<", "&>>", "&&", "||", ";;", ">>", "<<", ">&", "<&", "&>", ">|", "|&", "|", "&", ";", "<", ">",
            "(", ")");

    private final String text;
    private int at;

    Lexer(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /** Not what a shell would accept. */
    static final class UnclosedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnclosedException(String message) {
            super(message);
        }
    }

    int position() {
        return at;
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    Token next() {
        blanks();
        if (at >= text.length()) {
            return new Token.End();
        }
        if (text.charAt(at) == '\n') {
            at++;
            return new Token.End();
        }
        if (text.charAt(at) == '#') {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
            return next();
        }
        String operator = operator();
        if (!operator.isEmpty() && !isPlaceholder()) {
            at += operator.length();
            return new Token.Operator(operator);
        }
        return word();
    }

    /** The lines up to the one that is nothing but the mark. */
    String hereDocument(String mark) {
        var lines = new StringBuilder();
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            String line = end < 0 ? text.substring(at) : text.substring(at, end);
            at = end < 0 ? text.length() : end + 1;
            if (line.strip().equals(mark)) {
                return lines.toString();
            }
            lines.append(line).append('\n');
        }
        throw new UnclosedException("its here-document has no end");
    }

    private void blanks() {
        while (at < text.length()) {
            if (text.startsWith("\\\n", at)) {
                at += 2;
            } else if (text.charAt(at) == ' ' || text.charAt(at) == '\t' || text.charAt(at) == '\r') {
                at++;
            } else {
                return;
            }
        }
    }

    private boolean isPlaceholder() {
        return PLACEHOLDER.matcher(text).region(at, text.length()).lookingAt();
    }

    private String operator() {
        return OPERATORS.stream()
                .filter(sign -> text.startsWith(sign, at))
                .findFirst()
                .orElse("");
    }

    private Token.Of word() {
        var word = new StringBuilder();
        boolean expands = false;
        while (at < text.length() && !endsWord()) {
            char c = text.charAt(at);
            switch (c) {
                case '\\' -> escaped(word);
                case '\'' -> word.append(singleQuoted());
                case '"' -> expands |= doubleQuoted(word);
                case '$', '`' -> {
                    word.append(substitution());
                    expands = true;
                }
                case '<' -> placeholder(word);
                default -> {
                    expands |= c == '*' || c == '?';
                    word.append(c);
                    at++;
                }
            }
        }
        return new Token.Of(new Word(word.toString(), expands));
    }

    private boolean endsWord() {
        char c = text.charAt(at);
        return Character.isWhitespace(c) || (!operator().isEmpty() && !isPlaceholder());
    }

    private void placeholder(StringBuilder word) {
        Matcher matcher = PLACEHOLDER.matcher(text).region(at, text.length());
        if (matcher.lookingAt()) {
            word.append(matcher.group());
            at = matcher.end();
        }
    }

    private void escaped(StringBuilder word) {
        if (text.startsWith("\\\n", at)) {
            at += 2;
        } else if (at + 1 < text.length()) {
            word.append(text.charAt(at + 1));
            at += 2;
        } else {
            throw new UnclosedException("it ends with a backslash");
        }
    }

    private String singleQuoted() {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            throw new UnclosedException("a quote is not closed");
        }
        String inside = text.substring(at + 1, end);
        at = end + 1;
        return inside;
    }

    /** Whether something in it expands. */
    private boolean doubleQuoted(StringBuilder word) {
        boolean expands = false;
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return expands;
            }
            if (c == '\\' && at + 1 < text.length() && "$`\"\\\n".indexOf(text.charAt(at + 1)) >= 0) {
                word.append(text.charAt(at + 1) == '\n' ? "" : text.charAt(at + 1));
                at += 2;
            } else if (c == '$' || c == '`') {
                expands = true;
                word.append(substitution());
            } else {
                word.append(c);
                at++;
            }
        }
        throw new UnclosedException("a quote is not closed");
    }

    /** A variable or what a command prints, as it is written. */
    private String substitution() {
        int start = at;
        if (text.charAt(at) == '`') {
            int end = text.indexOf('`', at + 1);
            if (end < 0) {
                throw new UnclosedException("a back quote is not closed");
            }
            at = end + 1;
        } else if (text.startsWith("$(", at)) {
            parentheses();
        } else if (text.startsWith("${", at)) {
            int end = text.indexOf('}', at);
            if (end < 0) {
                throw new UnclosedException("a brace is not closed");
            }
            at = end + 1;
        } else {
            at++;
        }
        return text.substring(start, at);
    }

    private void parentheses() {
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'') {
                singleQuoted();
                continue;
            }
            at++;
            if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return;
            }
        }
        throw new UnclosedException("a parenthesis is not closed");
    }
}
