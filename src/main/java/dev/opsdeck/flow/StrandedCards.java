package dev.opsdeck.flow;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.message.Elsewhere;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunStore;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Finds another place for the card of a run that was asked for where opsdeck may not write, as in a private channel
 * without it: the system's own channel, else the requester. A card that never comes would leave everybody waiting.
 */
@Singleton
final class StrandedCards implements Elsewhere {
    private static final Pattern CARD = Pattern.compile("run:(\\d+)");

    private final Jdbi jdbi;
    private final RunStore runs;
    private final LiveCatalog catalog;
    private final Outbox outbox;

    StrandedCards(Jdbi jdbi, RunStore runs, LiveCatalog catalog, Outbox outbox) {
        this.jdbi = jdbi;
        this.runs = runs;
        this.catalog = catalog;
        this.outbox = outbox;
    }

    @Override
    public Optional<String> than(String key, String refused) {
        Matcher card = CARD.matcher(key);
        return card.matches()
                ? jdbi.inTransaction(tx -> elsewhere(tx, Long.parseLong(card.group(1)), refused))
                : Optional.empty();
    }

    private Optional<String> elsewhere(Handle tx, long id, String refused) {
        return runs.find(tx, id).filter(run -> !run.requester().equals(refused)).map(run -> {
            String place = refused.equals(run.channel()) ? own(run) : run.requester();
            outbox.direct(tx, "run:" + id + ":moved:" + place, run.requester(), told(run, place));
            return place;
        });
    }

    /** The channel of the run's system, or the requester where there is no other than that which refused. */
    private String own(Run run) {
        ManagedSystem system = catalog.current().systems().get(run.plan().system());
        String ops = system == null ? null : system.channels().ops();
        return ops == null || ops.equals(run.channelName()) ? run.requester() : ops;
    }

    private static Message told(Run run, String channel) {
        String place = channel.equals(run.requester()) ? "here" : "in #" + channel;
        return Message.of("I may not write where you asked for `" + run.commandText() + "`, so its card is " + place
                + ". To have cards there, invite me: `/invite @opsdeck`.");
    }
}
