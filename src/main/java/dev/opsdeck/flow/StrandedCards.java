package dev.opsdeck.flow;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.message.Elsewhere;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunStore;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
        Optional<Run> found = runs.find(tx, id);
        if (found.isEmpty() || found.get().requester().equals(refused)) {
            return Optional.empty();
        }
        Run run = found.get();
        boolean asked = refused.equals(run.channel());
        Optional<String> place = Stream.of(own(run), Optional.of(run.requester()))
                .flatMap(Optional::stream)
                .filter(channel -> asked || channel.equals(run.requester()))
                .filter(channel -> !channel.equals(run.channelName()))
                .findFirst();
        place.ifPresent(
                channel -> outbox.direct(tx, "run:" + id + ":moved:" + channel, run.requester(), told(run, channel)));
        return place;
    }

    private Optional<String> own(Run run) {
        return Optional.ofNullable(catalog.current().systems().get(run.plan().system()))
                .map(system -> system.channels().ops());
    }

    private static Message told(Run run, String channel) {
        String place = channel.equals(run.requester()) ? "here" : "in #" + channel;
        return Message.of("I may not write where you asked for `" + run.commandText() + "`, so its card is " + place
                + ". To have cards there, invite me: `/invite @opsdeck`.");
    }
}
