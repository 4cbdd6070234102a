package dev.opsdeck.importing.known;

import dev.opsdeck.importing.shell.Simple;
import dev.opsdeck.importing.shell.Statement;
import dev.opsdeck.importing.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of a crontab: five fields of time, and a command. */
final class Cron {
    private static final int FIELDS = 5;
    private static final Pattern FIELD = Pattern.compile("[0-9*/,-]+|(?i:mon|tue|wed|thu|fri|sat|sun|[1-5]-[1-7])");

    private Cron() {}

    /** The fields; empty when it is none. */
    static String timeOf(Statement.Line line) {
        List<Word> words = line.parts().getFirst().pipeline().getFirst().words();
        boolean isCron = words.size() > FIELDS
                && words.stream().limit(FIELDS).allMatch(word -> FIELD.matcher(word.text())
                        .matches());
        return isCron ? words.stream().limit(FIELDS).map(Word::text).collect(Collectors.joining(" ")) : "";
    }

    /** What is done then; where its messages go does not matter. */
    static List<Statement.Part> command(Statement.Line line) {
        Statement.Part first = line.parts().getFirst();
        Simple timed = first.pipeline().getFirst();
        var pipeline = new ArrayList<>(first.pipeline());
        pipeline.set(
                0,
                new Simple(
                        List.of(), timed.words().subList(FIELDS, timed.words().size()), List.of()));
        var parts = new ArrayList<>(line.parts());
        parts.set(0, new Statement.Part(first.joint(), pipeline));
        return parts;
    }
}
