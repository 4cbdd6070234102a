package dev.opsdeck.importing;

import dev.opsdeck.importing.markdown.Block;
import dev.opsdeck.importing.markdown.Outline;
import dev.opsdeck.importing.markdown.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** How bad incidents can be: tables and lists whose lines begin with P1, SEV-1 and the like. */
final class Severities {
    private static final Pattern NAME =
            Pattern.compile("^\\W*((?:P|SEV ?-?)\\d)\\b[\\s:)(–-]*(.*)$", Pattern.CASE_INSENSITIVE);

    /** How soon somebody answers where the runbook does not say, gravest first. */
    private static final List<String> USUAL = List.of("5m", "15m", "1h", "4h", "1d", "1d");

    private final Map<String, Object> all = new LinkedHashMap<>();

    Map<String, Object> of(Outline outline) {
        for (Section section : outline.sections()) {
            for (Block block : section.blocks()) {
                switch (block) {
                    case Block.Table table -> table(table);
                    case Block.Items list when about(section) -> list.items().forEach(item -> add(item.text(), ""));
                    case Block.Items _, Block.Text _, Block.Code _ -> {}
                }
            }
        }
        return all;
    }

    private static boolean about(Section section) {
        return section.name().toLowerCase(Locale.ROOT).matches(".*(?:severit|priorit).*");
    }

    private void table(Block.Table table) {
        int time = column(table, "(?i).*(?:respon|time|sla).*");
        int text = column(table, "(?i).*(?:example|descri|impact|meaning|definition).*");
        for (List<String> row : table.rows()) {
            if (!row.isEmpty()) {
                add(
                        row.getFirst() + (text > 0 && text < row.size() ? ": " + row.get(text) : ""),
                        time > 0 && time < row.size() ? row.get(time) : "");
            }
        }
    }

    private static int column(Block.Table table, String title) {
        return IntStream.range(1, table.header().size())
                .filter(i -> table.header().get(i).matches(title))
                .filter(i -> table.rows().stream()
                        .anyMatch(row -> i < row.size()
                                && (!title.contains("time")
                                        || Spoken.duration(row.get(i)).isPresent())))
                .findFirst()
                .orElse(-1);
    }

    private void add(String text, String time) {
        Matcher matcher = NAME.matcher(text.strip());
        if (!matcher.matches()) {
            return;
        }
        String name = String.valueOf(matcher.group(1)).toUpperCase(Locale.ROOT).replace(" ", "");
        var severity = new LinkedHashMap<String, Object>();
        severity.put(
                "title",
                String.valueOf(matcher.group(2))
                        .replaceAll("^(\\w+)\\)\\s*:?\\s*", "$1: ")
                        .strip());
        int rank = Math.min(all.size(), USUAL.size() - 1);
        severity.put(
                "respond",
                Spoken.duration(time)
                        .<Object>map(it -> it)
                        .orElseGet(() -> new Noted("Not in the runbook: say how soon.", USUAL.get(rank))));
        all.putIfAbsent(name, severity);
    }
}
