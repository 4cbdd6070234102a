package dev.opsdeck.probe;

import java.util.regex.Pattern;

/** Makes a line of a log out of what was written for a terminal. */
public final class LogText {
    /** Longer lines are cut, so that memory is bounded. */
    public static final int LONGEST = 8_000;

    /** CSI sequences such as colours, OSC sequences such as titles, and the two-character ones (ECMA-48). */
    private static final Pattern ESCAPES =
            Pattern.compile("\\x1B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\x07\\x1B]*(?:\\x07|\\x1B\\\\)?|[@-Z\\\\^_])");

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\\t]]");

    private LogText() {}

    /** The line without colours, overwritten progress bars and control characters, at most {@link #LONGEST} long. */
    public static String clean(String line) {
        return clean(line, LONGEST);
    }

    /** The same with another limit; what was cut off is marked by an ellipsis. */
    public static String clean(String line, int longest) {
        String text = line.indexOf('\u001B') < 0 ? line : ESCAPES.matcher(line).replaceAll("");
        text = text.stripTrailing();
        // A carriage return overwrites what was there, as progress bars do.
        text = text.substring(text.lastIndexOf('\r') + 1);
        text = CONTROLS.matcher(text).replaceAll("");
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
