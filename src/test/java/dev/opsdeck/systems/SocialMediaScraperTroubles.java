package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;

/** The playbooks, each with its failure, and an incident. */
record SocialMediaScraperTroubles(Journey journey, ScraperCluster scraper, ScraperImages images) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STATEMENT =
            "select max((select count(*) from posts p where p.author = a.id)) from authors a";

    void highErrorRate() {
        scraper.rows("alter table posts rename to elsewhere");
        for (int i = 0; i < 3; i++) {
            assertThat(scraper.service().get("/posts")).isEqualTo(500);
        }
        scraper.rows("alter table elsewhere rename to posts");
        assertThat(scraper.service().get("/posts")).isEqualTo(200);
        assertThat(journey.carriesOut("SOC-055").answers("relation \"posts\"")).contains("3", "/posts");
        journey.carriesOut("SOC-056").answers("It takes connections");
        journey.carriesOut("SOC-054").answers("ERROR", "request /posts failed");
        journey.carriesOut("SOC-057").answers("external-services", "instagram", "youtube");
    }

    private void awaitPosts() {
        Awaitility.await().atMost(PATIENCE).until(() -> scraper.service().get("/posts") == 200);
    }

    void slowResponses() {
        scraper.rows("drop index posts_by_author");
        try (var users = new Users(scraper.service());
                var others = new Users(scraper.service())) {
            Awaitility.await("a slow statement").atMost(PATIENCE).until(() -> journey.asks("check slow-queries")
                    .isAnswered("🟡  *Statements that run for long*"));
            journey.carriesOut("SOC-058")
                    .answers("Statements that run for long", "missing indexes", "Create index posts_by_author");
            Awaitility.await("a running statement").atMost(PATIENCE).until(() -> journey.carriesOut("SOC-059")
                    .isAnswered("select max"));
            journey.proves("SOC-059");
            assertThat(users.lost() + others.lost()).isZero();
        }
        journey.carriesOut("SOC-060").answers("hits", "%");
        double before = timed();
        journey.carriesOut("SOC-061").succeeds();
        assertThat(scraper.rows("select indisvalid from pg_index where indexrelid = 'posts_by_author'::regclass"))
                .containsExactly("t");
        assertThat(timed()).isLessThan(before / 2);
    }

    /** How long the statement behind the posts takes, in ms, as the database says. */
    private double timed() {
        String plan = String.join("\n", scraper.rows("explain (analyze, timing off) " + STATEMENT));
        var time = Pattern.compile("Execution Time: ([\\d.]+) ms").matcher(plan);
        assertThat(time.find()).as(plan).isTrue();
        return Double.parseDouble(time.group(1));
    }

    void scraperFailures(long incident) {
        scraper.exec("platforms", "touch", "/switch/gone-instagram", "/switch/expired-x");
        for (int i = 0; i < 3; i++) {
            assertThat(scraper.service().get("/scrape-instagram")).isEqualTo(500);
        }
        assertThat(journey.carriesOut("SOC-062").answers("Failed scrapes in the log"))
                .contains("scraper-success", "Failed scrapes by platform", "instagram", "failures 3; threshold > 0");
        journey.carriesOut("SOC-063").answers("scrape instagram failed");
        journey.carriesOut("SOC-064").answers("x-key", "$.key is invalid", "youtube-key", "$.key is valid");
        journey.carriesOut("SOC-065").answers("x-quota", "$.remaining is 49");
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
        Awaitility.await().atMost(PATIENCE).until(() -> scraper.service().get("/posts") >= 500);
        journey.asks("check database").answers("cannot be reached");
        long number = declared(journey.carriesOut("SOC-079", Map.of("summary", "nobody gets any posts")));
        journey.carriesOut("SOC-080", of(number, "severity", "P1")).answers("P1", "clocks are set anew");
        journey.asks("incident ack " + number).answers("You acknowledged");
        journey.carriesOut("SOC-081", of(number, "message", "We look for the cause."))
                .answers("is posted");
        journey.carriesOut("SOC-082").answers("cannot be reached", "Start database");
        journey.carriesOut("SOC-053")
                .answers("Errors in the log", "error-patterns", "cannot be reached", "Start database");
        journey.carriesOut("SOC-083").succeeds();
        awaitPosts();
        journey.carriesOut("SOC-084").answers("0 of 5 failed");
        journey.asks("incident resolve " + number + " --summary=\"the database runs again\" --cause=\"it was stopped\"")
                .answers("is resolved");
        journey.carriesOut("SOC-085", of(number, "summary", ""))
                .answers("Post-mortem of INC-" + number, "nobody gets any posts");
        journey.asks("incident timeline " + number)
                .answers("nobody gets any posts", "start social-media-scraper/database");
    }
}
