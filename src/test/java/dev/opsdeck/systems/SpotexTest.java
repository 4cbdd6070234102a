package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runbook of the Spotex platform, gone through on real containers. */
@EngineTest
final class SpotexTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static StandIns standIns;

    @SuppressWarnings("NullAway.Init")
    private static StandIn api;

    @SuppressWarnings("NullAway.Init")
    private static Journey journey;

    @BeforeAll
    static void start(Engine engine) {
        standIns = new StandIns(engine);
        StandInDatabase postgres =
                standIns.postgres("postgres", "spotex_prod", "spotex-secret", "spotex_platform_prod");
        StandIn redis = standIns.redis("redis");
        api = standIns.app(App.of("backend-api", 3000).using(postgres).usingRedis(redis));
        journey = Journey.through(
                CoveredSystem.SPOTEX,
                folder,
                Map.of(
                        "DOCKER_HOST", engine.host().toString(),
                        "SPOTEX_PROJECT", standIns.project(),
                        "SPOTEX_DB_URL", postgres.url(),
                        "SPOTEX_REDIS_URL", "redis://" + redis.address(6379),
                        "SPOTEX_API_URL", api.url(3000)));
    }

    @AfterAll
    static void stop() {
        try {
            journey.close();
        } finally {
            standIns.close();
        }
    }

    @Test
    void the_runbook_from_beginning_to_end() {
        journey.carriesOut("SPO-016").answers("backend-api", "postgres", "redis");

        Deed restart = journey.carriesOut("SPO-020");
        restart.succeeds();
        assertThat(standIns.now(api).container().startedAt()).isAfter(restart.sentAt());

        journey.asks("restart postgres --reason drill").succeeds();

        journey.everythingWasCarriedOut();
    }
}
