package dev.opsdeck.flow;

import static dev.opsdeck.flow.Shop.CHANNEL;
import static dev.opsdeck.flow.Shop.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.target.LocalProcesses;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local processes, started and stopped by signed requests. */
final class ProcessFlowTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Deck deck;

    @SuppressWarnings("NullAway.Init")
    private static Requests operator;

    @BeforeAll
    static void start() throws IOException {
        deck = Deck.start(
                Shop.in(folder.resolve("catalog")),
                folder.resolve("home"),
                TestDatabase.create(),
                new ShiftedClock());
        deck.bean(LocalProcesses.class)
                .ensureStarted(deck.bean(LiveCatalog.class).current());
        deck.slack().limits().enforce(false);
        operator = new Requests(deck, OPERATOR, CHANNEL);
    }

    @AfterAll
    static void stop() {
        deck.bean(LocalProcesses.class).stopAll(deck.bean(LiveCatalog.class).current());
        deck.close();
    }

    @Test
    void a_service_is_stopped_and_started_and_a_second_time_there_is_nothing_to_do() throws Exception {
        Run stopped = operator.ended("stop worker");
        assertThat(stopped.state()).isEqualTo(RunState.SUCCEEDED);
        operator.answer("stop worker", "There is nothing to do");

        Run started = operator.ended("start worker");
        assertThat(started.state()).isEqualTo(RunState.SUCCEEDED);
        operator.answer("start worker", "There is nothing to do");
        operator.answer("status worker", "running");
    }

    @Test
    void what_a_process_cannot_do_is_refused_with_the_reason() throws Exception {
        operator.answer("scale worker 3", "is a local process, so it cannot run more than once");
        operator.answer("pull worker", "has no image");
        operator.answer("recreate worker", "restart it");
        operator.answer("stop worker --remove", "without --remove");
        operator.answer("prune shop", "does not run on Docker");
    }
}
