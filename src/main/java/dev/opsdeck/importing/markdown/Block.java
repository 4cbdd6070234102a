package dev.opsdeck.importing.markdown;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a section holds beside its headings. */
public sealed interface Block {
    /**
     * A paragraph.
     *
     * @param label what it begins with in bold, without the colon: {@code **Symptoms**: slow pages}; empty for nothing
     * @param text the rest
     * @param code what stands in it as code
     */
    record Text(String label, String text, List<String> code) implements Block {}

    /**
     * A block of code.
     *
     * @param language as written, in lower case; empty when it says none
     * @param line where its text begins, from 1 on
     */
    record Code(String language, String text, int line) implements Block {}

    /** A list. */
    record Items(boolean ordered, List<Item> items) implements Block {
        /** Whether each can be ticked off. */
        public boolean isChecklist() {
            return items.stream().anyMatch(item -> item.done() != null);
        }
    }

    /**
     * An item of a list.
     *
     * @param label what it begins with in bold; empty for nothing
     * @param text all of its own text, the label too
     * @param done whether it is ticked off; null when it has no box
     * @param blocks what it holds beside its text
     */
    record Item(String label, String text, @Nullable Boolean done, List<Block> blocks) {
        /** The text without the label. */
        public String rest() {
            return label.isEmpty() ? text : text.substring(label.length()).replaceFirst("^[:\\s]+", "");
        }
    }

    /** A table. */
    record Table(List<String> header, List<List<String>> rows) implements Block {}
}
