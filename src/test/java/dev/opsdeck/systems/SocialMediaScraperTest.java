package dev.opsdeck.systems;

import dev.opsdeck.testing.Cluster;
import dev.opsdeck.testing.ClusterTest;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.PrometheusServer;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runbook of the Social Media Scraper, gone through on a real Kubernetes, and on containers in its Compose form. */
@Tag("journey")
@EngineTest
@ClusterTest
@Needs(Tool.PROMETHEUS)
@SuppressWarnings("NullAway.Init") // started before the test
final class SocialMediaScraperTest {
    @TempDir
    static Path folder;

    private static StandIns standIns;
    private static ScraperImages images;
    private static SocialMediaScraperCompose compose;
    private static ScraperCluster scraper;
    private static PrometheusServer prometheus;
    private static Journey journey;

    @BeforeAll
    static void start(Engine engine, Cluster cluster) throws IOException {
        standIns = new StandIns(engine);
        images = ScraperImages.build(standIns);
        compose = new SocialMediaScraperCompose(standIns, images);
        scraper = new ScraperCluster(cluster, engine, images, folder.resolve("data"));
        prometheus = PrometheusServer.scraping(scraper.service().url().resolve("/stats"));
        Map<String, String> settings = new HashMap<>(scraper.settings());
        settings.put("SCRAPER_PROMETHEUS", prometheus.url().toString());
        settings.put(
                "SCRAPER_BACKUPS",
                Files.createDirectories(folder.resolve("backups")).toString());
        settings.put("SCRAPER_COMPOSE_PROJECT", standIns.project());
        settings.put("SCRAPER_COMPOSE_HOST", engine.host().toString());
        journey = Journey.through(CoveredSystem.SOCIAL_MEDIA_SCRAPER, folder, settings);
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable one : Stream.of(journey, prometheus, scraper, standIns)
                .filter(Objects::nonNull)
                .toList()) {
            one.close();
        }
    }

    @Test
    void the_runbook_from_beginning_to_end() throws IOException {
        load();
        var operations = new SocialMediaScraperOperations(journey, scraper, folder.resolve("backups"));
        var releases = new SocialMediaScraperReleases(journey, scraper, images);
        var troubles = new SocialMediaScraperTroubles(journey, scraper, images);
        operations.daily();
        compose.daily(journey);
        operations.weekly();
        operations.monthly();
        releases.maintenance();
        long incident = troubles.declared(journey.asks("incident declare P3 The disk makes noises"));
        releases.emergency(incident);
        operations.capacity();
        operations.scaling();
        compose.scaling(journey);
        operations.metrics();
        troubles.highErrorRate();
        troubles.slowResponses();
        troubles.scraperFailures(incident);
        releases.deployments();
        releases.migration();
        releases.restore();
        troubles.incident();
        operations.checklists();
        operations.nextWindow();
        journey.everythingWasCarriedOut();
    }

    /** Without requests nothing is measured, and a counter tells a rate only once Prometheus has seen it rise. */
    private static void load() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> scraper.service().get("/posts") == 200);
        measured(1, "scraper_requests_total", "scraper_scrapes_total");
        measured(10, "rate(scraper_requests_total[5m]) > 0", "rate(scraper_scrapes_total[5m]) > 0");
    }

    private static void measured(int times, String... data) {
        scraper.traffic(times);
        for (int i = 0; i < times; i++) {
            scraper.service().get("/scrape-x");
        }
        Stream.of(data).forEach(prometheus::awaitData);
    }
}
