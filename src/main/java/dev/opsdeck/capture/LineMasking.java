package dev.opsdeck.capture;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Masks lines one by one, and private keys, which span several lines, as a whole. Not for several threads. */
final class LineMasking {
    private static final Pattern KEY_BEGINS = Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----");
    private static final Pattern KEY_ENDS = Pattern.compile("-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----");
    /** A line of a key, by itself or behind what a logger puts before each line; the key's headers, too. */
    private static final Pattern OF_KEY = Pattern.compile(
            "^\\s*[A-Za-z0-9+/=]{0,80}\\s*$|[A-Za-z0-9+/]{16,}|^\\s*(?:Proc-Type|DEK-Info|Version|Comment):");

    private static final String DASHES = "-----";
    private static final String MASK = "•••";

    private final Masking masking;
    private final Set<String> insideKey = new HashSet<>();

    LineMasking(Masking masking) {
        this.masking = masking;
    }

    /** @param source lines of different sources may alternate */
    String mask(String source, String line) {
        boolean inside = insideKey.contains(source)
                && (line.contains(DASHES) || OF_KEY.matcher(line).find());
        if (!inside) {
            // What was begun was cut off before its end.
            insideKey.remove(source);
        }
        if (!inside && !line.contains(DASHES)) {
            return masking.mask(line);
        }
        var begin = KEY_BEGINS.matcher(line);
        boolean begins = !inside && begin.find();
        if (!inside && !begins) {
            return masking.mask(line);
        }
        var end = KEY_ENDS.matcher(line);
        boolean ends = end.find(begins ? begin.end() : 0);
        if (ends) {
            insideKey.remove(source);
        } else {
            insideKey.add(source);
        }
        String before = begins ? masking.mask(line.substring(0, begin.end())) : "";
        String after = ends ? masking.mask(line.substring(end.start())) : "";
        return before + MASK + after;
    }
}
