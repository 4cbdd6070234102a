package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;

/**
 * Goes through a system's runbook by signed Slack requests only, in the system's channel, with one opsdeck for the
 * whole way. It keeps account of the procedures that were carried out.
 */
final class Journey implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Inventory inventory;
    private final Deck deck;
    private final ShiftedClock clock = new ShiftedClock();
    private final String channel;
    private final Set<String> carriedOut = new TreeSet<>();

    private Journey(CoveredSystem system, Path home, Map<String, String> settings) {
        inventory = Inventory.of(system).orElseThrow();
        deck = Deck.start(system.catalog(), home, TestDatabase.create(), clock, settings);
        deck.slack().limits().enforce(false);
        var managed = Objects.requireNonNull(
                deck.bean(LiveCatalog.class).current().systems().get(system.id()));
        channel = Objects.requireNonNull(managed.channels().ops());
    }

    /**
     * Starts opsdeck with the system's catalog as it is.
     *
     * @param home folder for what it keeps
     * @param settings what the catalog takes from the environment, and DOCKER_HOST
     */
    static Journey through(CoveredSystem system, Path home, Map<String, String> settings) {
        return new Journey(system, home, settings);
    }

    /** Sends the command that the inventory names for the procedure, as an operator. */
    Deed carriesOut(String id) {
        return carriesOut(id, Map.of());
    }

    /** The same, with values for what stands as {@code {name}} or {@code {name:usual}} in the command. */
    Deed carriesOut(String id, Map<String, String> values) {
        return carriesOut(People.OPERATOR, id, values);
    }

    /** The same as somebody else. */
    Deed carriesOut(String user, String id, Map<String, String> values) {
        if (!(inventory.procedure(id).by() instanceof Way.Typed command)) {
            throw new IllegalArgumentException(id + " is not done by a command of its own; say proves(\"" + id + "\")");
        }
        String text = command.with(values, name -> {
            throw new IllegalArgumentException(id + " needs a value for " + name);
        });
        Deed deed = asks(user, text);
        deed.proving(id);
        return deed;
    }

    /** Sends the command again until it is answered with all the words: for what Prometheus must have seen by then. */
    void measures(String id, String... words) {
        Awaitility.await(id).atMost(PATIENCE).until(() -> carriesOut(id).isAnswered(words));
        proves(id);
    }

    /** Sends another command, as an operator. */
    Deed asks(String text) {
        return asks(People.OPERATOR, text);
    }

    /** The same as somebody else. */
    Deed asks(String user, String text) {
        return Deed.send(this, user, text);
    }

    /** These were carried out, too: what the test has just looked at, such as lines of a diagnosis or steps of a run, proved it. */
    void proves(String... ids) {
        for (String id : ids) {
            carriedOut.add(inventory.procedure(id).id());
        }
    }

    /** Nothing that is proved otherwise than by hand was left out. */
    void everythingWasCarriedOut() {
        assertThat(inventory.procedures().stream()
                        .filter(procedure -> procedure.proof() != Proof.PERSON)
                        .map(Procedure::id)
                        .filter(id -> !carriedOut.contains(id))
                        .collect(Collectors.joining(" ")))
                .as("procedures that the journey left out")
                .isEmpty();
    }

    Deck deck() {
        return deck;
    }

    /** That of the whole service. */
    ShiftedClock clock() {
        return clock;
    }

    /** Where everything is asked. */
    String channel() {
        return channel;
    }

    /** Waits for a message in a channel that everybody sees, and whose text holds the words; returns its text. */
    String hears(String inChannel, String words) {
        return Texts.of(deck.awaitMessage(inChannel, words));
    }

    /** What was said last with the words in the journey's channel; empty when nothing was. */
    String lastHeard(String words) {
        return deck.slack().messages(channel).stream()
                .map(Texts::of)
                .filter(text -> text.contains(words))
                .reduce("", (_, later) -> later);
    }

    /** Clicks the button of the newest message in the journey's channel that holds the words and the button. */
    void clicks(String user, String words, String action) {
        Clicks.click(deck, user, channel, words, action);
    }

    Run run(long id) {
        return deck.bean(Jdbi.class)
                .inTransaction(tx -> deck.bean(RunStore.class).find(tx, id))
                .orElseThrow();
    }

    long newestRun() {
        List<Run> runs = deck.bean(Jdbi.class)
                .inTransaction(tx -> deck.bean(RunStore.class).recent(tx, null, false, 1));
        return runs.stream().mapToLong(Run::id).max().orElse(0);
    }

    @Override
    public void close() {
        deck.close();
    }
}
