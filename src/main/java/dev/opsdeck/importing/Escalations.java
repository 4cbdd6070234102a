package dev.opsdeck.importing;

import dev.opsdeck.importing.known.Slug;
import dev.opsdeck.importing.markdown.Block;
import dev.opsdeck.importing.markdown.Outline;
import dev.opsdeck.importing.markdown.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Who is told when nobody answers: tables of severities, or levels one after the other. */
final class Escalations {
    private static final Pattern LEVEL = Pattern.compile(
            "^(?:Level|L|Tier) ?(\\d)\\b[\\s:(–-]*([^()]*)(?:\\(([^)]*)\\))?.*$", Pattern.CASE_INSENSITIVE);

    private final Set<String> severities;
    private final Set<String> roles = new LinkedHashSet<>();
    private final List<Object> all = new ArrayList<>();
    /** The first level is told at once. */
    private String waited = "0m";

    Escalations(Set<String> severities) {
        this.severities = severities;
    }

    /** Those who are paged. */
    Set<String> roles() {
        return roles;
    }

    List<Object> of(Outline outline) {
        for (Section section : outline.sections()) {
            boolean about = section.name().toLowerCase(Locale.ROOT).contains("escalat");
            boolean under = section.above().stream()
                    .anyMatch(it -> it.toLowerCase(Locale.ROOT).contains("escalat"));
            if (about || under) {
                level(section.name());
                section.blocks().forEach(this::block);
            }
        }
        return all;
    }

    private void block(Block block) {
        switch (block) {
            case Block.Table table -> table(table);
            case Block.Items list -> list.items().forEach(item -> level(item.text()));
            case Block.Text _, Block.Code _ -> {}
        }
    }

    private void table(Block.Table table) {
        int to = column(table, "escalate to|contact|who|role");
        int after = column(table, "escalation time|escalate after|after|time");
        for (List<String> row : table.rows()) {
            if (to < 0 || after < 0 || row.size() <= Math.max(to, after)) {
                continue;
            }
            String severity = row.getFirst().strip().toUpperCase(Locale.ROOT);
            String time = Spoken.duration(row.get(after)).orElse("1h");
            page(time, row.get(to), severities.contains(severity) ? severity : "");
        }
    }

    /** Each further one in a cell is told after as long again. */
    private void page(String after, String people, String severity) {
        String[] each = people.split("\\s*(?:→|->|,|\\+|/| then )\\s*");
        for (int i = 0; i < each.length; i++) {
            add(times(after, i + 1), each[i], severity);
        }
    }

    private static String times(String duration, int factor) {
        int unit = duration.length() - 1;
        return Integer.parseInt(duration.substring(0, unit)) * factor + duration.substring(unit);
    }

    private void level(String text) {
        Matcher matcher = LEVEL.matcher(text.strip());
        if (!matcher.matches()) {
            return;
        }
        String time = matcher.group(3) == null
                ? ""
                : Spoken.duration(matcher.group(3)).orElse("");
        String who = String.valueOf(matcher.group(2)).isBlank()
                ? String.valueOf(matcher.group(3))
                : String.valueOf(matcher.group(2));
        int level = Integer.parseInt(String.valueOf(matcher.group(1)));
        Arrays.stream(who.split("\\s*[+,]\\s*")).forEach(each -> add(waited, each, ""));
        waited = time.isEmpty() ? times("30m", level) : time;
    }

    private void add(String after, String who, String severity) {
        String role = Slug.of(who, "on-call");
        roles.add(role);
        var step = new LinkedHashMap<String, Object>();
        step.put("after", after);
        step.put("page", role);
        if (!severity.isEmpty()) {
            step.put("for", severity);
        }
        all.add(step);
    }

    private static int column(Block.Table table, String words) {
        List<String> wanted = List.of(words.split("\\|"));
        return wanted.stream()
                .flatMapToInt(word -> IntStream.range(0, table.header().size())
                        .filter(i ->
                                table.header().get(i).toLowerCase(Locale.ROOT).contains(word)))
                .findFirst()
                .orElse(-1);
    }
}
