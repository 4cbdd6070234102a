package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.message.FileContents;
import dev.opsdeck.message.FileSource;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.run.OutputStore;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunStore;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Shows what the steps of a run wrote: short output at once, long output as a file in the thread of the card. */
@Singleton
final class Outputs implements FileContents {
    /** What fits into one message beside its frame and is still pleasant to read there. */
    private static final int SHORT = 2_500;

    private final RunStore runs;
    private final OutputStore outputs;
    private final Outbox outbox;
    private final Policy policy;
    private final Jdbi jdbi;

    Outputs(RunStore runs, OutputStore outputs, Outbox outbox, Policy policy, Jdbi jdbi) {
        this.runs = runs;
        this.outputs = outputs;
        this.outbox = outbox;
        this.policy = policy;
        this.jdbi = jdbi;
    }

    Reply show(Handle tx, AccessRules rules, Actor actor, long id) {
        Run run = runs.find(tx, id).orElse(null);
        if (run == null) {
            return tell("There is no run " + id + ".");
        }
        for (var target : run.plan().targets()) {
            var action = new Action("show", Risk.READ, target.system(), target, run.channelName());
            if (policy.decide(rules, actor, action) instanceof Decision.Deny deny) {
                return tell(deny.reason());
            }
        }
        String text = outputs.read(tx, id);
        if (text.isBlank()) {
            return tell("Run " + id + " wrote no output. Its card says what each step did.");
        }
        return text.length() <= SHORT
                ? tell("Output of run " + id + ":\n" + Mrkdwn.codeBlock(text.strip()))
                : file(tx, run);
    }

    private Reply file(Handle tx, Run run) {
        String name = "run-" + run.id() + ".log";
        outbox.file(
                tx,
                RunCards.key(run.id()) + ":output",
                run.channel(),
                RunCards.key(run.id()),
                name,
                "Output of run " + run.id(),
                "Log lines of the steps of run " + run.id(),
                FileSource.runOutput(run.id()));
        return tell("The output is long: it comes as the file " + name + " in the thread of the card.");
    }

    @Override
    public boolean has(FileSource source) {
        return source.kind().equals(FileSource.RUN_OUTPUT);
    }

    @Override
    public Opened open(FileSource source) {
        byte[] bytes = jdbi.inTransaction(tx -> outputs.read(tx, Long.parseLong(source.id())))
                .getBytes(StandardCharsets.UTF_8);
        return new Opened(bytes.length, new ByteArrayInputStream(bytes));
    }

    private static Reply tell(String text) {
        return new Reply.Private(new Message(text, List.of()));
    }
}
