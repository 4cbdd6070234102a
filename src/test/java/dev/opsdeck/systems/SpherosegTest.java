package dev.opsdeck.systems;

import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.Tool;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runbook of SpherosegV4, gone through on real containers. */
@Tag("journey")
@EngineTest
@Needs(Tool.PROMETHEUS)
final class SpherosegTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SpherosegStandIns standIns;

    @SuppressWarnings("NullAway.Init")
    private static Journey journey;

    @BeforeAll
    static void start(Engine engine) throws Exception {
        standIns = new SpherosegStandIns(engine, folder.resolve("machine"));
        journey = Journey.through(CoveredSystem.SPHEROSEG, folder.resolve("home"), standIns.settings());
        standIns.alert(journey.deck());
        standIns.awaitWell();
    }

    @AfterAll
    static void stop() {
        try (var _ = standIns;
                var _ = journey) {
            // The journey ends first.
        }
    }

    @Test
    void the_runbook_from_beginning_to_end() throws Exception {
        journey.asks("exec migrate").succeeds();
        journey.asks("exec save-configuration").succeeds();

        new SpherosegDays(journey, standIns).goThrough();
        new SpherosegTasks(journey, standIns).goThrough();
        new SpherosegTroubles(journey, standIns).goThrough();
        new SpherosegTuning(journey, standIns).goThrough();
        new SpherosegIncident(journey, standIns).goThrough();
        new SpherosegRecovery(journey, standIns).goThrough();
        new SpherosegMaintenance(journey, standIns).goThrough();

        journey.everythingWasCarriedOut();
    }
}
