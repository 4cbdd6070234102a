package dev.opsdeck.importing;

import dev.opsdeck.importing.known.Slug;
import dev.opsdeck.importing.markdown.Block;
import dev.opsdeck.importing.markdown.Outline;
import dev.opsdeck.importing.markdown.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How people are reached: contacts, channels, and what they are told. */
final class People {
    private static final Pattern CHANNEL = Pattern.compile("(?:^|\\s)#([a-z0-9][a-z0-9_-]{1,78})");
    private static final Pattern LINE = Pattern.compile("^([A-Za-z][^:]{1,60}):\\s+(\\S.*)$");

    /** What runbooks leave to be filled in, by what it is called there. */
    private static final Map<String, String> PLACES = new LinkedHashMap<>();

    static {
        PLACES.put("impact", "impact");
        PLACES.put("resolution time", "eta");
        PLACES.put("eta", "eta");
        PLACES.put("downtime", "duration");
        PLACES.put("duration", "duration");
        PLACES.put("fixed", "resolution");
        PLACES.put("resolution", "resolution");
        PLACES.put("next", "next-steps");
        PLACES.put("planned", "next-steps");
        PLACES.put("action", "actions");
        PLACES.put("start", "start");
        PLACES.put("time", "start");
        PLACES.put("investigating", "status");
        PLACES.put("status", "status");
        PLACES.put("severity", "severity");
        PLACES.put("description", "title");
        PLACES.put("title", "title");
    }

    private People() {}

    static Map<String, Object> contacts(Outline outline) {
        var contacts = new LinkedHashMap<String, Object>();
        for (Section section : outline.sections()) {
            if (isAbout(section, "contact|on-call|on call|team")) {
                section.blocks().forEach(block -> contact(block, contacts));
            }
        }
        return contacts;
    }

    private static boolean isAbout(Section section, String words) {
        return Pattern.compile(words)
                        .matcher(section.name().toLowerCase(Locale.ROOT))
                        .find()
                || section.above().stream()
                        .anyMatch(it -> it.toLowerCase(Locale.ROOT).contains("contact"));
    }

    private static void contact(Block block, Map<String, Object> contacts) {
        switch (block) {
            case Block.Items list ->
                list.items().stream()
                        .filter(item -> !item.label().isEmpty()
                                && !item.rest().isBlank()
                                && !item.label().matches("(?i)(?:level|tier) ?\\d"))
                        .forEach(item -> contacts.putIfAbsent(item.label(), item.rest()));
            case Block.Table table ->
                table.rows().stream()
                        .filter(row -> row.size() > 1)
                        .filter(row -> !row.getFirst().matches("(?i)(?:P|SEV ?-?)\\d.*"))
                        .forEach(row ->
                                contacts.putIfAbsent(row.getFirst(), String.join(", ", row.subList(1, row.size()))));
            case Block.Code code ->
                code.text()
                        .lines()
                        .map(String::strip)
                        .map(LINE::matcher)
                        .filter(Matcher::matches)
                        .forEach(line ->
                                contacts.putIfAbsent(String.valueOf(line.group(1)), String.valueOf(line.group(2))));
            case Block.Text _ -> {}
        }
    }

    /** The first channel that is named where people talk; empty for none. */
    static String channel(Outline outline) {
        return outline.sections().stream()
                .flatMap(section -> section.blocks().stream())
                .filter(Block.Items.class::isInstance)
                .flatMap(block -> ((Block.Items) block).items().stream())
                .filter(item -> item.text().toLowerCase(Locale.ROOT).contains("slack"))
                .map(item -> CHANNEL.matcher(item.text()))
                .filter(Matcher::find)
                .map(matcher -> String.valueOf(matcher.group(1)))
                .findFirst()
                .orElse("");
    }

    static Map<String, Object> templates(Outline outline) {
        var templates = new LinkedHashMap<String, Object>();
        for (Section section : outline.sections()) {
            if (!section.name().toLowerCase(Locale.ROOT).contains("template")
                    && section.above().stream()
                            .noneMatch(it -> it.toLowerCase(Locale.ROOT).contains("template"))) {
                continue;
            }
            String label = section.name();
            for (Block block : section.blocks()) {
                if (block instanceof Block.Text text && !text.label().isEmpty()) {
                    label = text.label();
                } else if (block instanceof Block.Code code) {
                    templates.put(
                            Draft.free(Slug.of(label, "template"), templates.keySet()),
                            template(code.text().strip()));
                }
            }
        }
        return templates;
    }

    private static Object template(String written) {
        String text = written.replace("{{", "{ {");
        List<String> lines = text.lines().toList();
        boolean hasSubject = lines.getFirst().regionMatches(true, 0, "Subject:", 0, 8);
        var template = new LinkedHashMap<String, Object>();
        if (hasSubject) {
            template.put("subject", filled(lines.getFirst().substring(8).strip()));
        }
        template.put(
                "text",
                filled(String.join("\n", hasSubject ? lines.subList(1, lines.size()) : lines)
                        .strip()));
        return template;
    }

    /** {@code [Description of impact]} becomes what opsdeck knows by then, or stays. */
    private static String filled(String text) {
        return Pattern.compile("\\[([^\\]\\n]{2,60})]")
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(PLACES.entrySet().stream()
                        .filter(place -> match.group(1).toLowerCase(Locale.ROOT).contains(place.getKey()))
                        .map(place -> "{{" + place.getValue() + "}}")
                        .findFirst()
                        .orElse(match.group())));
    }
}
