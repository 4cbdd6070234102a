package dev.opsdeck.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a change is asked for, whatever the change is.
 *
 * @param reason why; null when nobody said
 * @param dryRun only shows what would happen
 * @param waits waits for its turn where another run holds the target
 * @param breakGlass runs at once without anybody's approval, for those who may, with a reason, and everybody is told
 */
public record Terms(@Nullable String reason, boolean dryRun, boolean waits, boolean breakGlass) {
    /** Nothing special. */
    public static final Terms NONE = new Terms(null, false, false, false);

    static final String REASON = "--reason";
    static final String DRY_RUN = "--dry-run";
    static final String WAIT = "--wait";
    static final String BREAK_GLASS = "--break-glass";

    /** How they are written in a usage line. */
    static final String USAGE = " [--reason=TEXT] [--dry-run] [--wait] [--break-glass]";

    public static Terms because(@Nullable String reason) {
        return new Terms(reason, false, false, false);
    }

    static Terms read(Arguments given) {
        return new Terms(given.value(REASON), given.flag(DRY_RUN), given.flag(WAIT), given.flag(BREAK_GLASS));
    }

    List<String> words() {
        var words = new ArrayList<String>();
        if (reason != null) {
            words.add(REASON + "=" + Words.quoteAlways(reason));
        }
        flag(words, DRY_RUN, dryRun);
        flag(words, WAIT, waits);
        flag(words, BREAK_GLASS, breakGlass);
        return words;
    }

    private static void flag(List<String> words, String flag, boolean given) {
        if (given) {
            words.add(flag);
        }
    }
}
