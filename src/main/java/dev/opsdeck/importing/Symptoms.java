package dev.opsdeck.importing;

import dev.opsdeck.importing.markdown.Block;
import dev.opsdeck.importing.markdown.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What people notice, as a section says under {@code Symptoms}. */
final class Symptoms {
    private Symptoms() {}

    static boolean areIn(Section section) {
        return section.blocks().stream().anyMatch(Symptoms::isLabel);
    }

    static List<String> of(Section section) {
        var symptoms = new ArrayList<String>();
        boolean follows = false;
        for (Block block : section.blocks()) {
            if (isLabel(block)) {
                String text = ((Block.Text) block).text();
                Arrays.stream(text.split("[,;]"))
                        .map(String::strip)
                        .filter(it -> !it.isEmpty())
                        .forEach(symptoms::add);
                follows = text.isEmpty();
            } else if (follows && block instanceof Block.Items list) {
                list.items().forEach(item -> symptoms.add(item.text()));
                follows = false;
            } else {
                follows = false;
            }
        }
        return symptoms;
    }

    private static boolean isLabel(Block block) {
        return block instanceof Block.Text text
                && (text.label().toLowerCase(Locale.ROOT).startsWith("symptom")
                        || text.label().toLowerCase(Locale.ROOT).startsWith("trigger"));
    }
}
