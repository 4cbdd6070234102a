package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;

/** The playbooks, each with its failure, and an incident. */
record SocialMediaScraperTroubles(Journey journey, ScraperCluster scraper, ScraperImages images) {
    void highErrorRate() {
        scraper.rows("alter table posts rename to elsewhere");
        for (int i = 0; i < 3; i++) {
            assertThat(scraper.service().get("/posts")).isEqualTo(500);
        }
        scraper.rows("alter table elsewhere rename to posts");
        assertThat(scraper.service().get("/posts")).isEqualTo(200);
        assertThat(journey.carriesOut("SOC-055").answers("does not exist")).contains("3", "/posts");
        journey.carriesOut("SOC-056").answers("database", "accepts connections");
        journey.carriesOut("SOC-054").answers("ERROR", "request /posts failed");
        journey.carriesOut("SOC-057").answers("Platforms that are scraped", "instagram", "youtube");

        scraper.scale("database", 0);
        Awaitility.await().until(() -> scraper.service().get("/posts") >= 500);
        journey.asks("check database").answers("connection");
        journey.carriesOut("SOC-053").answers("High error rate", "errors", "Start database");
        journey.asks("start database").succeeds();
        Awaitility.await().until(() -> scraper.service().get("/posts") == 200);
    }

    void slowResponses() {
        scraper.rows("drop index posts_by_author");
        try (var users = new Users(scraper.service());
                var others = new Users(scraper.service())) {
            journey.carriesOut("SOC-058").answers("Slow response times", "slow-queries", "Create");
            journey.carriesOut("SOC-059").answers("select max");
            assertThat(users.lost() + others.lost()).isZero();
        }
        journey.carriesOut("SOC-060").answers("hits", "%");
        long before = timed();
        journey.carriesOut("SOC-061").succeeds();
        assertThat(scraper.rows("select indisvalid from pg_index where indexrelid = 'posts_by_author'::regclass"))
                .containsExactly("t");
        assertThat(timed()).isLessThan(before / 2);
    }

    /** How long the statement behind the posts takes, in ms. */
    private long timed() {
        long begun = System.nanoTime();
        scraper.rows("select max((select count(*) from posts p where p.author = a.id)) from authors a");
        return (System.nanoTime() - begun) / 1_000_000;
    }

    void scraperFailures(long incident) {
        scraper.exec("platforms", "touch", "/switch/gone-instagram", "/switch/expired-x");
        for (int i = 0; i < 3; i++) {
            assertThat(scraper.service().get("/scrape-instagram")).isEqualTo(500);
        }
        assertThat(journey.carriesOut("SOC-062").answers("Scraper failures", "scraper-errors"))
                .contains("instagram", "failures-by-platform");
        journey.carriesOut("SOC-063").answers("scrape instagram failed");
        assertThat(journey.carriesOut("SOC-064").answers("Keys of the platforms"))
                .contains("x-key", "invalid", "valid");
        journey.carriesOut("SOC-065").answers("Quotas of the platforms", "49");
        journey.carriesOut("SOC-066", of(incident, "finding", "instagram answers no more at its old interface"))
                .answers("is on the timeline");
        scraper.exec("platforms", "rm", "/switch/expired-x");
        journey.carriesOut("SOC-067", Map.of("version", ScraperImages.SECOND)).succeeds();
        journey.proves("SOC-068");
        assertThat(scraper.pods(ScraperCluster.APP)
                        .getFirst()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .isEqualTo(images.name(ScraperImages.SECOND));
        assertThat(scraper.service().get("/scrape-instagram")).isEqualTo(200);
    }

    private static Map<String, String> of(long incident, String name, String value) {
        return Map.of("incident", String.valueOf(incident), name, value);
    }

    /** Declares an incident by the command; returns its number. */
    long declared(Deed deed) {
        deed.answers("is declared as");
        return journey
                .deck()
                .bean(Jdbi.class)
                .withHandle(handle -> journey.deck().bean(IncidentStore.class).open(handle, null))
                .stream()
                .mapToLong(Incident::number)
                .max()
                .orElseThrow();
    }

    void incident() {
        scraper.scale("database", 0);
        long number = declared(journey.carriesOut("SOC-079", Map.of("summary", "nobody gets any posts")));
        journey.carriesOut("SOC-080", of(number, "severity", "P1")).answers("P1", "clocks are set anew");
        journey.asks("incident ack " + number).answers("You acknowledged");
        journey.carriesOut("SOC-081", of(number, "message", "We look for the cause."))
                .answers("is posted");
        journey.carriesOut("SOC-082").answers("High error rate", "Start database");
        journey.carriesOut("SOC-083").succeeds();
        Awaitility.await().until(() -> scraper.service().get("/posts") == 200);
        journey.carriesOut("SOC-084").answers("0 of 5 failed");
        journey.asks("incident resolve " + number + " --summary=\"the database runs again\" --cause=\"it was stopped\"")
                .answers("is resolved");
        journey.carriesOut("SOC-085", of(number, "summary", "")).answers("post-mortem");
        assertThat(Texts.of(journey.deck()
                        .slack()
                        .as(People.OPERATOR)
                        .sees(journey.channel())
                        .getLast()))
                .isNotEmpty();
        journey.asks("incident timeline " + number)
                .answers("nobody gets any posts", "start social-media-scraper/database");
    }
}
