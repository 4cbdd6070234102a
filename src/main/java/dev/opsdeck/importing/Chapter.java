package dev.opsdeck.importing;

import dev.opsdeck.importing.known.Lines;
import dev.opsdeck.importing.markdown.Section;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A section with what its commands mean.
 *
 * @param pieces in the order of the document
 */
record Chapter(Section section, List<Piece> pieces) {
    private static final Pattern TROUBLE = Pattern.compile(
            "troubleshoot|common issues|common problems|known issues|incident response|emergenc|performance issues|playbook|alert response");

    private static final Pattern TROUBLE_TITLE = Pattern.compile("^(?:p\\d|sev ?-?\\d|issue)\\b");
    private static final Pattern TALK = Pattern.compile(
            "contents|overview|escalation|contact|metric|threshold|severity|checklist|template|resources|benchmark|architecture|objectives");

    private static final Pattern ORDERED = Pattern.compile(
            "deploy|rollback|roll back|restor|recover|maintenance|migrat|upgrade|release|procedure|during|verif|rotat|daily|weekly|monthly|morning|script|window|update|checklist|renew");

    private static final Pattern PLAYBOOK_LABEL = Pattern.compile(
            "diagnos\\w*|investigation|solutions?|resolutions?|remed\\w+|actions?|fix(?:es)?|mitigations?");

    private static final Pattern ROUTINE = Pattern.compile("^(?:daily|weekly|monthly|quarterly|morning|yearly)\\b");

    /** A part of a chapter, under what is written in bold above it. */
    sealed interface Piece {
        String label();

        /**
         * A command.
         *
         * @param metric whether it only tells what is measured
         */
        record Command(String label, Lines.Read read, boolean metric) implements Piece {}

        /** Something that a person does. */
        record Act(String label, String text) implements Piece {}
    }

    String title() {
        return section.name();
    }

    private String lower() {
        return title().toLowerCase(Locale.ROOT);
    }

    /** Whether it says what to do when something goes wrong. */
    boolean isPlaybook() {
        boolean under = section.above().stream().anyMatch(above -> TROUBLE.matcher(above.toLowerCase(Locale.ROOT))
                .find());
        boolean labelled = pieces.stream().anyMatch(piece -> PLAYBOOK_LABEL
                .matcher(piece.label().toLowerCase(Locale.ROOT))
                .matches());
        return !isTalk()
                && !ROUTINE.matcher(lower()).find()
                && (under || labelled || TROUBLE_TITLE.matcher(lower()).find() || Symptoms.areIn(section));
    }

    /** Whether its lists are about something else than work. */
    boolean isTalk() {
        return TALK.matcher(lower()).find();
    }

    /** Whether its commands belong together, one after the other. */
    boolean isOrdered() {
        List<Lines.Read> reads = commands();
        return isInOrder(title())
                || reads.stream().anyMatch(Lines.Read::isNumbered)
                || reads.stream().allMatch(read -> read.comment().isEmpty())
                || pieces.stream().anyMatch(Piece.Act.class::isInstance);
    }

    /** Whether what is called so is done step by step. */
    static boolean isInOrder(String title) {
        return ORDERED.matcher(title.toLowerCase(Locale.ROOT)).find();
    }

    /** The lines of its blocks of code. */
    List<Lines.Read> commands() {
        return pieces.stream()
                .filter(Piece.Command.class::isInstance)
                .map(piece -> ((Piece.Command) piece).read())
                .toList();
    }

    /** What is written in bold above a part of a playbook. */
    enum Label {
        LOOK,
        HELP,
        OTHER;

        private static final Pattern LOOKS = Pattern.compile("diagnos|investigat|check|identify|verify|assess");
        private static final Pattern HELPS = Pattern.compile("solution|resol|remed|action|fix|mitigat|recover");

        static Label of(String label) {
            String lower = label.toLowerCase(Locale.ROOT);
            return LOOKS.matcher(lower).find() ? LOOK : HELPS.matcher(lower).find() ? HELP : OTHER;
        }
    }
}
