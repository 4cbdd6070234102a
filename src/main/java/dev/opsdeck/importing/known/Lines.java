package dev.opsdeck.importing.known;

import dev.opsdeck.importing.shell.ShellText;
import dev.opsdeck.importing.shell.Simple;
import dev.opsdeck.importing.shell.Statement;
import dev.opsdeck.importing.shell.Statement.Joint;
import dev.opsdeck.importing.shell.Statement.Part;
import dev.opsdeck.importing.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the command lines of one block of code, in order: a line may lead into a container, or into a folder. */
public final class Lines {
    private static final Set<String> FILTERS = Set.of(
            "grep",
            "egrep",
            "fgrep",
            "tail",
            "head",
            "sort",
            "uniq",
            "wc",
            "awk",
            "sed",
            "cut",
            "tr",
            "jq",
            "less",
            "more",
            "tee",
            "gzip",
            "column",
            "cat",
            "xz",
            "zstd",
            "bzip2",
            "python -m json.tool",
            "json_pp",
            "nl");

    private static final Pattern CRONTAB = Pattern.compile("[0-9*][0-9*/,-]*(?:\\s+[0-9*][0-9*/,-]*){4}\\s+\\S");
    private static final Set<String> CARRIERS =
            Set.of("sudo", "time", "nohup", "watch", "timeout", "nice", "command", "exec");

    private final Gathered system;
    private String folder;
    private @Nullable String inside;

    /** @param folder that relative names start at */
    public Lines(Gathered system, String folder) {
        this.system = system;
        this.folder = folder;
    }

    /**
     * A line with what it means.
     *
     * @param comment what the runbook says about it; empty for nothing
     * @param again whether it is the same line once more, of a loop
     * @param at when it is done, as a cron line; empty when a person does it
     * @param meanings in their order; none for a line of a script
     */
    public record Read(String comment, String source, boolean again, String at, List<Meaning> meanings) {
        private static final Pattern NUMBER = Pattern.compile("^(?:\\d+[.)]|[Ss]tep \\d+[:.]?)\\s*");

        /** Whether the comment says which step of several it is. */
        public boolean isNumbered() {
            return NUMBER.matcher(comment).find();
        }

        /** The comment without its number. */
        public String title() {
            return NUMBER.matcher(comment).replaceFirst("");
        }

        /** Whether it is a command at all. */
        public boolean isCommand() {
            return meanings.stream().anyMatch(it -> !(it instanceof Meaning.Nothing || it instanceof Meaning.Enters));
        }

        /** Whether each part of it became steps. */
        public boolean isTyped() {
            return isCommand() && meanings.stream().noneMatch(Meaning.Unknown.class::isInstance);
        }
    }

    /** Statements of SQL. */
    public List<Read> sql(String text) {
        var all = new ArrayList<Read>();
        for (ShellText.Entry entry : ShellText.read(text)) {
            if (entry.statement() instanceof Statement.Sql) {
                all.add(read(entry.statement(), entry.comment()));
            } else {
                all.add(new Read(
                        entry.comment(),
                        entry.statement().source(),
                        false,
                        "",
                        List.of(new Meaning.Unknown("It is no SQL that opsdeck understands."))));
            }
        }
        return all;
    }

    /** Commands as they are typed into a client of Redis. */
    public List<Read> redis(String text) {
        return read(text.replaceAll("(?m)^(?=\\s*[A-Za-z])", "redis-cli "));
    }

    /** Whether a text without a language looks like shell. */
    public static boolean isShell(String text) {
        return text.lines()
                        .map(String::strip)
                        .map(line -> line.replaceFirst("^\\$ ", "").split("\\s+", 2)[0])
                        .anyMatch(word -> Vocabulary.knows(word) || word.startsWith("./"))
                || text.lines().anyMatch(line -> CRONTAB.matcher(line.strip()).lookingAt());
    }

    /** All lines of a block of shell. */
    public List<Read> read(String text) {
        var all = new ArrayList<Read>();
        String comment = "";
        for (ShellText.Entry entry : ShellText.read(text)) {
            comment = entry.comment().isEmpty() ? comment : entry.comment();
            all.add(read(entry.statement(), comment));
        }
        return all;
    }

    private Read read(Statement statement, String comment) {
        return switch (statement) {
            case Statement.Line line -> line(line, comment, false);
            case Statement.Again(Statement.Line line) -> line(line, comment, true);
            case Statement.Sql sql ->
                new Read(
                        comment,
                        sql.source(),
                        false,
                        "",
                        List.of(Sql.read(sql.source(), title(comment, sql.source()), system)));
            case Statement.Script script -> new Read(comment, script.source(), false, "", List.of());
            case Statement.Unreadable(String source, String why) ->
                new Read(comment, source, false, "", List.of(new Meaning.Unknown(why)));
        };
    }

    private Read line(Statement.Line line, String comment, boolean again) {
        String at = Cron.timeOf(line);
        var meanings = new ArrayList<Meaning>();
        for (Part part : at.isEmpty() ? line.parts() : Cron.command(line)) {
            meanings.add(part(part, title(comment, line.source())));
        }
        return new Read(comment, line.source(), again, at, meanings);
    }

    private static String title(String comment, String source) {
        return comment.isEmpty()
                ? source.lines().findFirst().orElse("")
                : new Read(comment, source, false, "", List.of()).title();
    }

    private Meaning part(Part part, String title) {
        List<Simple> pipeline = part.pipeline().stream().map(Lines::carried).toList();
        Simple head = pipeline.getFirst();
        if (part.joint() == Joint.OR) {
            return pipeline.stream().allMatch(it -> Vocabulary.isScript(it.program()))
                    ? new Meaning.Nothing()
                    : new Meaning.Unknown(
                            "It is done only when the command before it fails; in a runbook that is a condition (when).");
        }
        if (head.program().equals("cd") && !head.arguments().isEmpty()) {
            String to = head.arguments().getFirst().text();
            folder = to.startsWith("/") ? to : folder + "/" + to;
        }
        if (head.words().isEmpty()) {
            return assigned(head);
        }
        Meaning meaning = pipeline(pipeline, title);
        if (meaning instanceof Meaning.Enters(String service) && !service.isEmpty()) {
            inside = service;
        }
        return meaning;
    }

    /** A variable alone does nothing; one that holds what a command prints leads to nothing a step could say. */
    private static Meaning assigned(Simple head) {
        return head.assignments().stream()
                        .anyMatch(it -> it.expands()
                                && it.text().contains("$(")
                                && !it.text().contains("$(date"))
                ? new Meaning.Unknown(
                        "It keeps what a command prints for a later line, and steps keep nothing for each other.")
                : new Meaning.Nothing();
    }

    private Meaning pipeline(List<Simple> pipeline, String title) {
        int sink = 0;
        for (int i = 1; i < pipeline.size(); i++) {
            if (!isFilter(pipeline.get(i))) {
                sink = i;
            }
        }
        Simple command = pipeline.get(sink);
        String service = entersAnew(command) ? null : inside;
        var call = new Call(
                command,
                title,
                service,
                folder,
                pipeline.subList(sink + 1, pipeline.size()),
                sink == 0 ? null : pipeline.get(sink - 1),
                inner -> Vocabulary.read(inner, system));
        return Vocabulary.read(call, system);
    }

    /** Commands for the machine are not typed inside of a container. */
    private boolean entersAnew(Simple command) {
        boolean isForMachine = Set.of("docker", "docker-compose", "kubectl").contains(command.program());
        if (isForMachine) {
            inside = null;
        }
        return isForMachine;
    }

    private static boolean isFilter(Simple simple) {
        boolean readsCertificate = simple.program().equals("openssl")
                && simple.arguments().stream().map(Word::text).noneMatch("-in"::equals)
                && simple.arguments().stream().map(Word::text).anyMatch("x509"::equals);
        boolean prints = simple.program().startsWith("python")
                && simple.arguments().stream().anyMatch(it -> it.text().equals("json.tool"));
        return FILTERS.contains(simple.program()) || readsCertificate || prints;
    }

    /** What is only carried by another program: {@code sudo -u deploy …}. */
    private static Simple carried(Simple simple) {
        Simple rest = simple;
        while (CARRIERS.contains(rest.program())) {
            Options options = Options.leading(rest.arguments(), "-u", "-n", "-k", "-s");
            List<Word> words =
                    rest.program().equals("timeout") && options.rest().size() > 1
                            ? options.rest().subList(1, options.rest().size())
                            : options.rest();
            if (words.isEmpty()) {
                return rest;
            }
            rest = new Simple(rest.assignments(), words, rest.redirects());
        }
        return rest;
    }
}
