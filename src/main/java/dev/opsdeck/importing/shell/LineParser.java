package dev.opsdeck.importing.shell;

import dev.opsdeck.importing.shell.Statement.Joint;
import dev.opsdeck.importing.shell.Statement.Part;
import java.util.ArrayList;
import java.util.List;

/** Reads one logical line: pipelines, joined, and what they redirect. For one use. */
final class LineParser {
    private final Lexer lexer;
    private final List<List<Part>> sequence = new ArrayList<>();
    private List<Part> parts = new ArrayList<>();
    private List<Simple> pipeline = new ArrayList<>();
    private List<Word> words = new ArrayList<>();
    private List<Redirect> redirects = new ArrayList<>();
    private Joint joint = Joint.THEN;
    private boolean group;
    private boolean ended;

    LineParser(Lexer lexer) {
        this.lexer = lexer;
    }

    /** Whether it groups commands or begins a function, which is nothing that a step could say. */
    boolean isGroup() {
        return group;
    }

    /** What stands between the semicolons, without what is empty. */
    List<List<Part>> line() {
        while (true) {
            switch (lexer.next()) {
                case Token.End _ -> {
                    if (continues() && !lexer.isAtEnd()) {
                        continue;
                    }
                    endPart();
                    endSequence();
                    return sequence;
                }
                case Token.Of(Word word) -> words.add(word);
                case Token.Operator(String sign) -> operator(sign);
            }
            if (ended) {
                endPart();
                endSequence();
                return sequence;
            }
        }
    }

    /** A line that ends with a pipe, or with what joins two commands, goes on in the next. */
    private boolean continues() {
        return words.isEmpty() && redirects.isEmpty() && (!pipeline.isEmpty() || joint != Joint.THEN);
    }

    private void operator(String sign) {
        switch (sign) {
            case "|", "|&" -> endSimple();
            case "&&" -> endPart(Joint.AND);
            case "||" -> endPart(Joint.OR);
            case ";", "&", ";;" -> {
                endPart(Joint.THEN);
                endSequence();
            }
            case "(", ")" -> group = true;
            default -> redirect(sign);
        }
    }

    private void redirect(String sign) {
        String descriptor = "";
        if (!words.isEmpty()
                && words.getLast().text().matches("[012]")
                && !sign.startsWith("<")
                && !sign.startsWith("&")) {
            descriptor = words.removeLast().text();
        }
        if (!(lexer.next() instanceof Token.Of(Word target))) {
            throw new Lexer.UnclosedException("nothing stands after " + sign);
        }
        String here = sign.equals("<<") || sign.equals("<<-") ? hereDocument(target) : null;
        redirects.add(new Redirect(descriptor + sign, target, here));
    }

    /** It begins in the next line, whatever else stands in this one. */
    private String hereDocument(Word mark) {
        Token token = lexer.next();
        while (!(token instanceof Token.End)) {
            if (!(token instanceof Token.Of(Word word))) {
                throw new Lexer.UnclosedException(
                        "opsdeck does not read what stands behind the mark of a here-document");
            }
            words.add(word);
            token = lexer.next();
        }
        ended = true;
        return lexer.hereDocument(mark.text());
    }

    private void endSimple() {
        if (!words.isEmpty() || !redirects.isEmpty()) {
            pipeline.add(simple(words, redirects));
        }
        words = new ArrayList<>();
        redirects = new ArrayList<>();
    }

    private void endPart(Joint next) {
        endPart();
        joint = next;
    }

    private void endPart() {
        endSimple();
        if (!pipeline.isEmpty()) {
            parts.add(new Part(joint, pipeline));
        }
        pipeline = new ArrayList<>();
        joint = Joint.THEN;
    }

    private void endSequence() {
        if (!parts.isEmpty()) {
            sequence.add(parts);
        }
        parts = new ArrayList<>();
    }

    static Simple simple(List<Word> words, List<Redirect> redirects) {
        int program = 0;
        while (program < words.size() && ShellText.isAssignment(words.get(program))) {
            program++;
        }
        return new Simple(
                List.copyOf(words.subList(0, program)),
                List.copyOf(words.subList(program, words.size())),
                List.copyOf(redirects));
    }
}
