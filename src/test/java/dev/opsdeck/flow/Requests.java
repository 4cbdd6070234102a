package dev.opsdeck.flow;

import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.testing.Deck;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jdbi.v3.core.Jdbi;

/** One person who types commands into a channel and waits for what becomes of them. */
record Requests(Deck deck, String user, String channel) {
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    /** The run as it was when it ended, or when a person was asked. */
    Run ended(String text) throws Exception {
        long run = run(text);
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> find(run),
                        found -> found.state().ended() || found.state().name().equals("ASKING"));
    }

    /** The number of the run that the command becomes. */
    long run(String text) throws Exception {
        long before = newest();
        deck.slack().as(user).command(channel, "/ops " + text);
        try {
            return Awaitility.await("a run of " + text).atMost(PATIENCE).until(this::newest, id -> id > before);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(text + " was answered: " + deck.privates(user, channel), e);
        }
    }

    /** The private answer that holds the words. */
    String answer(String text, String words) throws Exception {
        deck.slack().as(user).command(channel, "/ops " + text);
        return deck.awaitPrivate(user, channel, words);
    }

    Run find(long run) {
        return deck.bean(Jdbi.class)
                .inTransaction(tx -> deck.bean(RunStore.class).find(tx, run))
                .orElseThrow();
    }

    private long newest() {
        List<Run> runs = deck.bean(Jdbi.class)
                .inTransaction(tx -> deck.bean(RunStore.class).recent(tx, null, false, 100));
        return runs.stream().mapToLong(Run::id).max().orElse(0);
    }
}
