package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.importing.Draft;
import dev.opsdeck.importing.ImportException;
import dev.opsdeck.message.Actions;
import dev.opsdeck.message.DraftText;
import dev.opsdeck.message.FileSource;
import dev.opsdeck.message.ImportModal;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.Outbox;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Drafts catalogs from runbooks that people hand over in Slack. */
@Singleton
final class Imports {
    private final Gate gate;
    private final Drafts drafts;
    private final Deliveries deliveries;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("import-", 0).factory());

    Imports(Gate gate, Drafts drafts, Deliveries deliveries, Outbox outbox, AuditTrail audit, Journaled journaled) {
        this.gate = gate;
        this.drafts = drafts;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.audit = audit;
        this.journaled = journaled;
    }

    /** Asks for the runbook. */
    Reply ask(Caller caller) {
        return refusal(caller).orElseGet(() -> new Reply.Open(ImportModal.of()));
    }

    /** The runbook was handed over. */
    Reply submitted(Caller caller, Map<String, String> values) {
        Optional<Reply> refusal = refusal(caller);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String runbook = values.getOrDefault(Actions.RUNBOOK_FILE, "");
        if (runbook.isEmpty()) {
            return new Reply.Errors(Map.of(Actions.RUNBOOK_FILE, "Choose the file of a runbook."));
        }
        return new Reply.PrivateLater(
                Message.of("The runbook is being read. The draft comes as a direct message."),
                CompletableFuture.supplyAsync(() -> draft(caller, runbook), threads));
    }

    private Optional<Reply> refusal(Caller caller) {
        return gate.refusal(caller, "import", Risk.READ, null);
    }

    private Message draft(Caller caller, String runbook) {
        try {
            Draft draft = drafts.of(runbook);
            deliveries.once(caller.request().delivery(), tx -> {
                outbox.file(
                        tx,
                        "draft:" + runbook,
                        caller.actor().id(),
                        null,
                        draft.system() + ".zip",
                        "Draft catalog " + draft.system(),
                        "An archive with a draft catalog",
                        FileSource.draft(runbook));
                audit.append(tx, journaled.request(caller, draft.system(), "ok"));
                return new Reply.Silent();
            });
            return DraftText.of(draft);
        } catch (SharedFiles.UnreadableFileException | ImportException e) {
            return Message.of("No draft was made. " + Mrkdwn.escape(String.valueOf(e.getMessage())));
        }
    }
}
