package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.importing.Draft;
import dev.opsdeck.importing.ImportReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tells how much of a runbook was understood. */
public final class DraftText {
    private static final int LONGEST = 2_800;

    private DraftText() {}

    public static Message of(Draft draft) {
        List<LayoutBlock> blocks = new ArrayList<>();
        String summary = ImportReport.summary(draft);
        blocks.add(BlockParts.section("*Draft catalog " + Mrkdwn.code(draft.system()) + "*\n" + Mrkdwn.escape(summary)
                + "\nIt holds: " + Mrkdwn.escape(ImportReport.contents(draft)) + "."));
        List<String> sections = ImportReport.sections(draft);
        if (!sections.isEmpty()) {
            blocks.add(BlockParts.section(Mrkdwn.codeBlock(fitting(sections))));
        }
        List<String> notes = ImportReport.notes(draft);
        if (!notes.isEmpty()) {
            blocks.add(BlockParts.context(
                    Mrkdwn.escape(Cut.plain(notes.stream().limit(5).collect(Collectors.joining("\n")), LONGEST / 2))));
        }
        blocks.add(BlockParts.section("The draft comes as `" + draft.system() + ".zip` in a direct message. Next:\n"
                + (draft.settings().isEmpty()
                        ? ""
                        : "• set " + draft.settings().stream().map(Mrkdwn::code).collect(Collectors.joining(", "))
                                + "\n")
                + "• unpack it and run `opsdeck validate " + draft.system() + "`\n"
                + "• read it, disabled steps first"));
        return new Message("Draft catalog " + draft.system() + ": " + summary, blocks);
    }

    private static String fitting(List<String> lines) {
        var text = new StringBuilder();
        for (String line : lines) {
            if (text.length() + line.length() > LONGEST - 100) {
                return text + "… the rest is in the draft";
            }
            text.append(line).append('\n');
        }
        return text.toString().stripTrailing();
    }
}
