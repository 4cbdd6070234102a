package dev.opsdeck.importing;

import dev.opsdeck.importing.known.Slug;
import dev.opsdeck.importing.markdown.Block;
import dev.opsdeck.importing.markdown.Outline;
import dev.opsdeck.importing.markdown.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Lists of boxes to tick, and what is to be done daily, weekly, monthly and quarterly. */
final class Checklists {
    private static final Map<String, String> AT = Map.of(
            "daily",
            "0 9 * * *",
            "morning",
            "0 9 * * *",
            "weekly",
            "0 9 * * 1",
            "monthly",
            "0 9 1 * *",
            "quarterly",
            "0 9 1 */3 *");

    private static final Pattern HEALTH =
            Pattern.compile("health (?:checks?|endpoints?)|services? (?:are )?healthy|healthy");
    private final Set<String> checks;

    /** @param checks names of the checks and metrics there are */
    Checklists(Set<String> checks) {
        this.checks = checks;
    }

    Map<String, Object> of(Outline outline) {
        var checklists = new LinkedHashMap<String, Object>();
        for (Section section : outline.sections()) {
            List<Object> items = new ArrayList<>();
            section.blocks().forEach(block -> block(block, isRoutine(section), items));
            if (!items.isEmpty()) {
                String name = Draft.free(Slug.of(name(section), "checklist"), checklists.keySet());
                checklists.put(name, checklist(section, items));
            }
        }
        return checklists;
    }

    /** A title that says little by itself takes what it stands under with it. */
    private static String name(Section section) {
        String title = section.name().replaceFirst("(?i)\\s+checklist$", "");
        return title.isEmpty() ? "checklist" : title;
    }

    private static boolean isRoutine(Section section) {
        return !at(section).isEmpty();
    }

    private static String at(Section section) {
        String title = section.name().toLowerCase(Locale.ROOT);
        return AT.entrySet().stream()
                .filter(entry -> title.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private void block(Block block, boolean routine, List<Object> items) {
        if (!(block instanceof Block.Items list)) {
            return;
        }
        boolean counts = list.isChecklist() || routine;
        for (Block.Item item : list.items()) {
            boolean hasCode = item.blocks().stream().anyMatch(Block.Code.class::isInstance);
            if (counts && !hasCode) {
                items.add(item(item));
            }
            item.blocks().forEach(inner -> {
                if (inner instanceof Block.Items nested && (nested.isChecklist() || (routine && hasCode))) {
                    block(nested, routine, items);
                }
            });
        }
    }

    private Object item(Block.Item item) {
        String lower = item.text().toLowerCase(Locale.ROOT);
        if (HEALTH.matcher(lower).find()) {
            return new Noted(item.text(), Map.of("check", "health"));
        }
        String check = checks.stream()
                .filter(name -> name.length() > 3
                        && lower.contains(name.replace('-', ' ').replace("server ", "")))
                .findFirst()
                .orElse("");
        return check.isEmpty() ? Map.of("manual", text(item)) : new Noted(item.text(), Map.of("check", check));
    }

    private static String text(Block.Item item) {
        List<String> more = item.blocks().stream()
                .filter(Block.Items.class::isInstance)
                .flatMap(block -> ((Block.Items) block).items().stream())
                .filter(inner -> inner.done() == null)
                .map(Block.Item::text)
                .toList();
        return more.isEmpty() ? item.text() : item.text() + ": " + String.join("; ", more);
    }

    private static Object checklist(Section section, List<Object> items) {
        String at = at(section);
        var checklist = new LinkedHashMap<String, Object>();
        checklist.put("title", section.name());
        checklist.put("items", items);
        if (!at.isEmpty()) {
            checklist.put("at", at);
        }
        return checklist;
    }
}
