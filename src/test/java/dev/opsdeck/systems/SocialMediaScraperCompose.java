package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import java.util.List;
import org.awaitility.Awaitility;

/** The scraper in its Compose form, and what is done differently there. */
final class SocialMediaScraperCompose {
    private static final long MILLIS = 1_000_000;
    private static final String SYSTEM = "social-media-scraper-compose";

    private final StandIns standIns;
    private final StandIn app;

    SocialMediaScraperCompose(StandIns standIns, ScraperImages images) {
        this.standIns = standIns;
        StandInDatabase database = standIns.postgres("database", "scraper", "stand-in-of-compose", "scraper");
        standIns.redis("queue");
        standIns.redis("cache");
        app = standIns.start(
                "app",
                standIns.engine()
                        .docker()
                        .createContainerCmd(images.name(ScraperImages.FIRST))
                        .withEnv(
                                "DATABASE=" + database.conninfo(),
                                "QUEUE=queue:6379",
                                "CACHE=cache:6379",
                                "PLATFORMS=http://127.0.0.1:9")
                        .withHealthcheck(new HealthCheck()
                                .withTest(List.of("CMD", "curl", "-fsS", "http://127.0.0.1:8000/health"))
                                .withInterval(2000 * MILLIS)
                                .withTimeout(5000 * MILLIS)
                                .withRetries(3)),
                new HostConfig());
        Awaitility.await().until(() -> app.container().log().contains("ready on port"));
        assertThat(app.exec("./scripts/migrate.sh", "upgrade", "production")).contains("1 now");
    }

    void daily(Journey journey) {
        app.exec("curl", "-fsS", "http://127.0.0.1:8000/posts");
        journey.carriesOut("SOC-005").answers("GET /posts 200", "last 10m");
        journey.asks("check " + SYSTEM + "/smoke").answers("0 of 5 failed");
        journey.asks("backup " + SYSTEM + "/main").succeeds();
    }

    void scaling(Journey journey) {
        journey.carriesOut("SOC-041").succeeds();
        assertThat(standIns.now("app"))
                .hasSize(5)
                .extracting(Container::getStatus)
                .allMatch(status -> status.contains("healthy"));
        journey.asks("scale " + SYSTEM + "/app 1").succeeds();
        assertThat(standIns.now("app")).hasSize(1);

        standIns.engine()
                .docker()
                .stopContainerCmd(standIns.now("database").getFirst().getId())
                .exec();
        journey.asks("diagnose " + SYSTEM + "/high-error-rate")
                .answers("No container of database is running", "Start database");
        journey.asks("start " + SYSTEM + "/database").succeeds();
        journey.asks("check " + SYSTEM + "/database").answers("It takes connections");
    }
}
