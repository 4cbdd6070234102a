package dev.opsdeck.importing.shell;

import dev.opsdeck.importing.shell.Statement.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a block of shell into statements. For one use. */
public final class ShellText {
    /** Words that a client of a database understands and no shell does. */
    private static final Pattern SQL = Pattern.compile(
            "(SELECT|WITH|VACUUM|ANALYZE|SHOW|EXPLAIN|REINDEX|CREATE|DROP|ALTER|INSERT|UPDATE|DELETE)\\b(?!\\s*=).*",
            Pattern.DOTALL);

    private static final Pattern COMMENT = Pattern.compile("^(?:#+|--)\\s*");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);
    private static final Set<String> HEADS = Set.of("if", "elif", "while", "until", "case", "select", "function", "[[");
    private static final Set<String> LEADS = Set.of("do", "then", "else", "{", "!");
    private static final Set<String> TAILS = Set.of("done", "fi", "esac", "}");

    private final String text;
    private final List<Entry> statements = new ArrayList<>();
    private Loop loop = Loop.NONE;
    private int depth;
    private int at;
    private String comment = "";

    private ShellText(String text) {
        this.text = text;
    }

    private record Loop(String variable, List<String> values, List<Entry> body) {
        static final Loop NONE = new Loop("", List.of(), List.of());
    }

    /** @param comment what the line above it says; empty for nothing */
    public record Entry(String comment, Statement statement) {}

    /** The statements in their order; those of a loop over given words once for each. */
    public static List<Entry> read(String text) {
        var reader = new ShellText(text.replace("\r\n", "\n"));
        reader.all();
        return reader.statements;
    }

    private void all() {
        while (at < text.length()) {
            int start = at;
            try {
                one();
            } catch (Lexer.UnclosedException e) {
                // What follows may be fine: only this line is given up.
                int end = text.indexOf('\n', start);
                at = end < 0 ? text.length() : end + 1;
                add(new Statement.Unreadable(
                        text.substring(start, at).strip(), "No shell would accept it: " + e.getMessage() + "."));
            }
        }
    }

    private void one() {
        String rest = text.substring(at);
        String line = rest.lines().findFirst().orElse("").strip();
        if (line.startsWith("--") || line.startsWith("#")) {
            comment = line.startsWith("#!") ? "" : comment(line);
            at = endOfLine();
        } else if (SQL.matcher(line).matches() && rest.indexOf(';') >= 0) {
            int start = at;
            at += rest.indexOf(';') + 1;
            add(new Statement.Sql(text.substring(start, at).strip()));
        } else {
            line();
        }
    }

    /** Without its sign. */
    static String comment(String line) {
        return COMMENT.matcher(line).replaceFirst("").strip();
    }

    private int endOfLine() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }

    private void line() {
        int start = at;
        var lexer = new Lexer(text, at);
        var parser = new LineParser(lexer);
        List<List<Part>> sequence = parser.line();
        at = lexer.position();
        String source = text.substring(start, at).strip();
        if (parser.isGroup()) {
            group(source);
            return;
        }
        List<Part> plain = new ArrayList<>();
        for (List<Part> parts : sequence) {
            List<Part> rest = withoutLeads(parts);
            if (rest.isEmpty() || !isControl(first(rest))) {
                plain.addAll(rest);
            } else {
                plain(source, plain);
                plain = new ArrayList<>();
                control(source, rest);
            }
        }
        plain(source, plain);
    }

    private void plain(String source, List<Part> parts) {
        if (!parts.isEmpty()) {
            add(depth > 0 ? new Statement.Script(source) : new Statement.Line(source, parts));
        }
    }

    private void group(String source) {
        add(new Statement.Script(source));
        depth += source.endsWith("{") ? 1 : 0;
    }

    private List<Part> withoutLeads(List<Part> parts) {
        List<Part> rest = parts;
        while (LEADS.contains(first(rest))) {
            depth += first(rest).equals("{") ? 1 : 0;
            rest = withoutFirst(rest);
            if (rest.getFirst().pipeline().getFirst().words().isEmpty()) {
                return List.of();
            }
        }
        return rest;
    }

    /** Whether the word steers what is done instead of doing something. */
    private static boolean isControl(String word) {
        return word.equals("for") || TAILS.contains(word) || HEADS.contains(word);
    }

    private void control(String source, List<Part> parts) {
        String first = first(parts);
        if (first.equals("for")) {
            begin(parts.getFirst().pipeline().getFirst());
        } else if (TAILS.contains(first)) {
            end(first);
        } else {
            add(new Statement.Script(source));
        }
    }

    private static String first(List<Part> parts) {
        Simple first = parts.getFirst().pipeline().getFirst();
        return first.assignments().isEmpty() && !first.words().isEmpty()
                ? first.words().getFirst().text()
                : "";
    }

    private static List<Part> withoutFirst(List<Part> parts) {
        Part part = parts.getFirst();
        Simple first = part.pipeline().getFirst();
        var pipeline = new ArrayList<>(part.pipeline());
        pipeline.set(0, LineParser.simple(first.arguments(), first.redirects()));
        var all = new ArrayList<>(parts);
        all.set(0, new Part(part.joint(), pipeline));
        return all;
    }

    private void begin(Simple words) {
        List<Word> all = words.words();
        boolean isOverWords =
                all.size() > 3 && all.get(2).text().equals("in") && all.stream().noneMatch(Word::expands);
        loop = new Loop(
                all.size() > 1 ? all.get(1).text() : "",
                isOverWords
                        ? all.subList(3, all.size()).stream().map(Word::text).toList()
                        : List.of(),
                new ArrayList<>());
    }

    private void end(String word) {
        if (word.equals("}")) {
            depth = Math.max(0, depth - 1);
        } else if (word.equals("done") && loop != Loop.NONE) {
            Loop done = loop;
            loop = Loop.NONE;
            unrolled(done);
        }
    }

    private void unrolled(Loop done) {
        String why = "It is part of a loop over what is only known when it runs.";
        List<String> values = done.values();
        for (Entry entry : done.body()) {
            if (values.isEmpty()) {
                statements.add(new Entry(
                        entry.comment(),
                        new Statement.Unreadable(entry.statement().source(), why)));
            }
        }
        for (int i = 0; i < values.size(); i++) {
            turn(done, values.get(i), i == 0);
        }
    }

    private void turn(Loop done, String value, boolean isFirst) {
        for (Entry entry : done.body()) {
            if (entry.statement() instanceof Statement.Line line) {
                Statement.Line filled = line.with(done.variable(), value);
                statements.add(new Entry(entry.comment(), isFirst ? filled : new Statement.Again(filled)));
            } else if (isFirst) {
                statements.add(entry);
            }
        }
    }

    private void add(Statement statement) {
        (loop == Loop.NONE ? statements : loop.body()).add(new Entry(comment, statement));
        comment = "";
    }

    static boolean isAssignment(Word word) {
        return ASSIGNMENT.matcher(word.text()).matches();
    }
}
