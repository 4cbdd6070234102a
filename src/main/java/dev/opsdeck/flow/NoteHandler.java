package dev.opsdeck.flow;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.FlowStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Tells a channel something; however often it is begun, the channel hears it once. */
@Singleton
final class NoteHandler implements StepHandler<FlowStep.Note> {
    private final Outbox outbox;
    private final Jdbi jdbi;

    NoteHandler(Outbox outbox, Jdbi jdbi) {
        this.outbox = outbox;
        this.jdbi = jdbi;
    }

    @Override
    public Class<FlowStep.Note> kind() {
        return FlowStep.Note.class;
    }

    @Override
    public Outcome act(ManagedSystem system, FlowStep.Note step, Map<String, String> before, StepControl control) {
        String key = "note:" + control.run() + ":" + control.index();
        String text = Mrkdwn.escape(step.text()) + "  ·  _run " + control.run() + "_";
        jdbi.useTransaction(tx -> outbox.post(tx, key, step.channel(), Message.of(text), null));
        return new Outcome.Done("Told #" + step.channel() + ".");
    }

    @Override
    public Finding inspect(
            ManagedSystem system, FlowStep.Note step, Map<String, String> before, Instant intentAt, Instant now) {
        return new Finding.DidNotHappen("It is said once, however often it is begun.");
    }
}
