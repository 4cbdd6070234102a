package dev.opsdeck.importing.markdown;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A heading with what stands under it.
 *
 * @param title as written; empty for what stands before the first heading
 * @param above the titles that it stands under, outermost first
 */
public record Section(String title, int level, List<String> above, List<Block> blocks) {
    private static final Pattern NUMBER = Pattern.compile("^(?:\\d+[.)]?)+\\s+|^(?i:step|phase) \\d+[:.]?\\s+");

    /** The title as people say it: without its number and without signs before it. */
    public String name() {
        return plain(title);
    }

    /** A title without number, and without the signs before it: pictures, or what is left of them. */
    public static String plain(String title) {
        String text = title.strip();
        int blank = text.indexOf(' ');
        boolean isSign = blank > 0
                && text.substring(0, blank).codePoints().noneMatch(c -> c < 128 && Character.isLetterOrDigit(c))
                && text.substring(blank).codePoints().anyMatch(c -> c < 128 && Character.isLetter(c));
        return NUMBER.matcher(isSign ? text.substring(blank).strip() : text).replaceFirst("");
    }
}
