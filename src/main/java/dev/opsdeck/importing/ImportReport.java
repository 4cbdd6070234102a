package dev.opsdeck.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What somebody who had a runbook read wants to know: how much was understood, what was not, what to do next. */
public final class ImportReport {
    private static final int SHOWN = 100;

    private ImportReport() {}

    /** How much was understood, in a sentence. */
    public static String summary(Draft draft) {
        Tally tally = draft.tally();
        if (tally.lines() == 0) {
            return "The runbook has no command lines; what it says in lists and tables is in the draft.";
        }
        return tally.typed() + " of " + tally.lines() + " command lines (" + tally.share() + " %) became steps, "
                + (tally.lines() - tally.typed()) + " are disabled.";
    }

    /** What there is in the draft. */
    public static String contents(Draft draft) {
        return draft.counts().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** A line for each section with commands: how many became steps, and what is disabled in it. */
    public static List<String> sections(Draft draft) {
        var lines = new ArrayList<String>();
        for (Tally.Part part : draft.tally().sections()) {
            lines.add("%4d of %4d  %s".formatted(part.typed(), part.lines(), part.title()));
            part.disabled().forEach(source -> lines.add("              disabled: " + shortened(source)));
        }
        return lines;
    }

    /** What else is to be known. */
    public static List<String> notes(Draft draft) {
        var notes = new ArrayList<String>();
        if (draft.tally().script() > 0) {
            notes.add(
                    draft.tally().script()
                            + " more lines only print, keep variables, or are the frame of a script: no step is missing without them.");
        }
        draft.tally().left().forEach(limit -> notes.add("No check measures this threshold yet: " + limit));
        return notes;
    }

    private static String shortened(String source) {
        String line = source.replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
