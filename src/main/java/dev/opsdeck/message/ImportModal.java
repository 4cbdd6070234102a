package dev.opsdeck.message;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.element.FileInputElement;
import com.slack.api.model.view.View;
import java.util.List;

/** Asks for a runbook to draft a catalog from. */
public final class ImportModal {
    private ImportModal() {}

    public static View of() {
        var input = FileInputElement.builder()
                .actionId(Actions.RUNBOOK_FILE)
                .filetypes(List.of("md", "markdown", "txt"))
                .maxFiles(1)
                .build();
        return new ModalFrame(Actions.IMPORT_MODAL, null, "Import a runbook", "Read it", "Cancel")
                .around(List.of(
                        BlockParts.section("You get a draft catalog: each command that is known becomes a step with its"
                                + " risk, each other one a disabled step that quotes it. Nothing of the runbook is"
                                + " carried out, and nothing here changes."),
                        InputBlock.builder()
                                .blockId(Actions.RUNBOOK_FILE)
                                .label(BlockParts.plain("Runbook in Markdown"))
                                .element(input)
                                .build()));
    }
}
