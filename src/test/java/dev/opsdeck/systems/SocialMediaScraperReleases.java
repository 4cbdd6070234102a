package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.release.ReleaseStore;
import dev.opsdeck.run.Run;
import java.util.List;
import java.util.Map;

/** Maintenance, deployments, the way back, migrations, a restore. */
record SocialMediaScraperReleases(Journey journey, ScraperCluster scraper, ScraperImages images) {
    private static final String USERS = "scraper-users";
    private static final String SCHEMA = "select max(version) from schema_version";

    void maintenance() {
        journey.carriesOut("SOC-018", Map.of("ticket", "OPS-17"))
                .ticks(People.OPERATOR)
                .succeeds();
        journey.carriesOut("SOC-019").succeeds();
        journey.asks(People.LEAD, "maintenance schedule 1m 2h \"monthly maintenance\" --insist")
                .answers("is planned and announced");
        journey.asks("maintenance start").answers("has begun and is announced");
        scraper.traffic(60);
        Run done = journey.carriesOut("SOC-016", Map.of("version", ScraperImages.SECOND, "ticket", "OPS-18"))
                .ticks(People.OPERATOR)
                .ticks(People.OPERATOR)
                .succeeds();
        journey.asks("maintenance end").answers("is over and announced");
        assertThat(done.steps()).hasSizeGreaterThanOrEqualTo(9);
        assertThat(journey.hears(USERS, "Maintenance starting")).isNotEmpty();
        assertThat(journey.hears(USERS, "Maintenance complete")).isNotEmpty();
        journey.proves("SOC-017", "SOC-029");
        runs(ScraperImages.SECOND);
        assertThat(scraper.rows(SCHEMA)).containsExactly("2");
        journey.carriesOut("SOC-021").succeeds();
        journey.carriesOut("SOC-022").answers("Smoke tests", "Hits of the cache");
        journey.carriesOut("SOC-023").answers("error-rate, last 30m", "is in this channel");
        journey.carriesOut("SOC-024", Map.of("ticket", "OPS-17"))
                .ticks(People.OPERATOR)
                .succeeds();
    }

    void emergency(long incident) {
        journey.carriesOut("SOC-025", Map.of("reason", "the disk of the database is failing"))
                .answers("Emergency maintenance", "has begun and is announced");
        Map<String, String> values = Map.of("incident", String.valueOf(incident), "message", "We move the database.");
        journey.carriesOut("SOC-026", values).answers("is posted");
        journey.hears(USERS, "We move the database.");
        Run window = journey.carriesOut("SOC-028", Map.of("version", ScraperImages.FIRST))
                .succeeds();
        journey.proves("SOC-020");
        runs(ScraperImages.FIRST);
        journey.carriesOut("SOC-027", Map.of("incident", String.valueOf(incident), "changes", "did run " + window.id()))
                .answers("is on the timeline");
        journey.asks("maintenance end").answers("is over and announced");
    }

    private void runs(String version) {
        assertThat(scraper.pods(ScraperCluster.APP)).allSatisfy(pod -> assertThat(
                        pod.getSpec().getContainers().getFirst().getImage())
                .isEqualTo(images.name(version)));
        assertThat(scraper.service().get("/health")).isEqualTo(200);
    }

    void deployments() {
        Round.of(journey, "SOC-069", "Before a deployment");
        journey.carriesOut("SOC-070", Map.of("version", ScraperImages.FIRST)).succeeds();
        runs(ScraperImages.FIRST);
        Run failed = journey.asks("deploy social-media-scraper " + ScraperImages.BROKEN)
                .fails();
        assertThat(failed.note()).contains("put back");
        runs(ScraperImages.FIRST);
        long before = journey
                .deck()
                .bean(org.jdbi.v3.core.Jdbi.class)
                .withHandle(handle -> journey.deck().bean(ReleaseStore.class).of("social-media-scraper", 10))
                .stream()
                .filter(release -> release.deployed())
                .skip(1)
                .findFirst()
                .orElseThrow()
                .id();
        journey.asks("rollback app --to=" + before).succeeds();
        runs(ScraperImages.SECOND);
        journey.carriesOut("SOC-071").answers("p95, last 30m", "is in this channel");
    }

    void migration() {
        journey.carriesOut("SOC-072").decides(People.LEAD, "step_approve").succeeds();
        journey.proves("SOC-073");
        journey.carriesOut("SOC-074").succeeds();
        assertThat(scraper.exec("database", "psql", "-U", "postgres", "-qtAc", SCHEMA, "staging")
                        .strip())
                .isEqualTo("2");
        assertThat(scraper.rows(SCHEMA)).containsExactly("2");
        journey.carriesOut("SOC-075").succeeds();
    }

    void restore() {
        scraper.rows("delete from posts where id > 100");
        List<String> lost = scraper.rows("select count(*) from posts");
        journey.asks("restore social-media-scraper latest --reason=\"posts were deleted\"")
                .succeeds();
        assertThat(scraper.rows("select count(*) from posts"))
                .isNotEqualTo(lost)
                .containsExactly("40000");
        assertThat(scraper.service().get("/posts")).isEqualTo(200);
    }
}
