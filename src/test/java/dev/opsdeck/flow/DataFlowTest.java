package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.RedisServer;
import dev.opsdeck.testing.RedisTest;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people type about databases, caches and queues, and what they see. */
@RedisTest
final class DataFlowTest {
    private static final String CHANNEL = "shop-ops";
    private static final String OPERATOR = "U0OMAR";
    private static final String VIEWER = "U0VERA";

    private static final String ACCESS = """
            people:
              U0VERA: { handle: vera, name: Vera Lindqvist, email: vera@demo.example }
              U0OMAR: { handle: omar, name: Omar Haddad, email: omar@demo.example, groups: [sre] }
            roles:
              viewer: { everyone: true }
              operator: { groups: [sre] }
            rules:
              - { name: look, allow: read, on: shop/redis, to: viewer }
              - { name: ask, allow: read, to: operator }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Deck deck;

    @SuppressWarnings("NullAway.Init")
    private static RedisServer redis;

    @BeforeAll
    static void start() throws IOException {
        TestDatabase orders = TestDatabase.create();
        orders.jdbi().useHandle(handle -> {
            handle.execute("create table orders as select n as id, case when n % 4 = 0 then 'open' else 'done' end as"
                    + " status, 'Ada <!channel> & sons' as customer, 'https://shop:runway-42@pay.example/' || n as link"
                    + " from generate_series(1, 200) n");
        });
        redis = RedisServer.start();
        redis.commands().lpush("celery", "a", "b");
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("access.yml"), ACCESS);
        Files.writeString(catalog.resolve("shop.yml"), """
                system: shop
                title: Shop
                channels: { ops: shop-ops }
                runtime: process
                services:
                  db: { process: { command: [sleep, "600"] } }
                  redis: { process: { command: [sleep, "601"] } }
                databases: { orders: { service: db, url: "%1$s" }, dead: { service: db, url: "postgres://shop:runway-42@127.0.0.1:1/shop" } }
                caches: { sessions: { service: redis, url: "%2$s" } }
                queues: { celery: { celery: { cache: sessions } } }
                queries:
                  orders-of:
                    database: orders
                    parameters: { status: { choices: [open, done] } }
                    sql: select id, status, customer, link from orders where status = :status order by id
                """.formatted(orders.jdbcUrl(), redis.url()));
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), new ShiftedClock());
        deck.slack().limits().enforce(false);
    }

    @AfterAll
    static void stop() {
        deck.close();
        redis.close();
    }

    private static String asked(String user, String text, String expected) throws Exception {
        deck.slack().as(user).command(CHANNEL, "/ops " + text);
        return deck.awaitPrivate(user, CHANNEL, expected);
    }

    /** The newest private message with these words. */
    private static Message newest(String user, String words) {
        return deck.slack().as(user).ephemerals(CHANNEL).reversed().stream()
                .filter(message -> Deck.text(message).contains(words))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_database_without_a_question_shows_how_it_is_and_what_can_be_asked() throws Exception {
        String seen = asked(OPERATOR, "db orders", "connections taken");

        assertThat(seen)
                .contains("It takes connections", "Nobody waits for a lock", "db shop/orders slow", "orders-of");
    }

    @Test
    void a_question_is_understood_by_the_words_of_runbooks() throws Exception {
        assertThat(asked(OPERATOR, "db shop/orders table-sizes", "the largest table is"))
                .contains("shop/orders  ·  sizes", "reading_csv", "Seen <!date^");
    }

    @Test
    void a_button_asks_the_next_question() throws Exception {
        asked(OPERATOR, "db orders", "connections taken");
        Message card = newest(OPERATOR, "connections taken");
        String action = action(card, "db shop/orders version");

        deck.slack().as(OPERATOR).click(CHANNEL, card.ts(), action);

        assertThat(deck.awaitPrivate(OPERATOR, CHANNEL, "PostgreSQL ")).contains("a primary");
    }

    private static String action(Message card, String command) {
        for (JsonNode block : card.blocks()) {
            for (JsonNode element : block.path("elements")) {
                if (element.path("value").asText().equals(command)) {
                    return element.path("action_id").asText();
                }
            }
        }
        throw new AssertionError("no button for " + command + " in " + card.body());
    }

    @Test
    void a_query_shows_what_fits_and_the_whole_of_it_as_a_file_without_asking_again() throws Exception {
        String seen = asked(OPERATOR, "db orders orders-of status=open", "50 rows");
        assertThat(seen)
                .contains("more rows are in the CSV", "&lt;!channel&gt;")
                .doesNotContain("<!channel>");

        deck.slack().as(OPERATOR).click(CHANNEL, newest(OPERATOR, "50 rows").ts(), "reading_csv");

        String csv = file("shop-orders-orders-of.csv");
        assertThat(csv.lines()).hasSize(51);
        assertThat(csv)
                .startsWith("id,status,customer,link\r\n4,open,")
                .doesNotContain("runway-42")
                .contains("•••");
    }

    @Test
    void rows_can_come_as_a_file_at_once() throws Exception {
        asked(OPERATOR, "db orders indexes --csv", "indexes");

        assertThat(file("shop-orders-indexes.csv")).startsWith("index,table,scans");
    }

    private static String file(String name) {
        Message posted = deck.awaitMessage(CHANNEL, name);
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> Optional.of(posted.body()
                                        .path("files")
                                        .path(0)
                                        .path("id")
                                        .asText())
                                .flatMap(id -> deck.slack().workspace().files.find(id))
                                .filter(file -> file.complete() && file.bytes() != null)
                                .map(file -> new String(file.bytes(), StandardCharsets.UTF_8)),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void a_plan_is_shown_and_the_query_can_be_run_from_there() throws Exception {
        assertThat(asked(OPERATOR, "db orders orders-of status=done --explain", "it was not run"))
                .contains("Seq Scan on orders", "Run it", "db shop/orders orders-of status=done");
    }

    @Test
    void a_typo_gets_the_nearest_question_as_a_whole_command() throws Exception {
        assertThat(asked(OPERATOR, "db orders conections", "cannot be asked"))
                .contains("db shop/orders connections", "orders-of");
        assertThat(asked(OPERATOR, "db odrers locks", "no database called")).contains("db orders locks");
        assertThat(asked(OPERATOR, "cache sessions hitrate", "cannot be asked"))
                .contains("cache shop/sessions hit-rate");
    }

    @Test
    void a_value_that_is_not_among_the_choices_is_refused_with_them() throws Exception {
        assertThat(asked(OPERATOR, "db orders orders-of status=lost", "must be one of"))
                .contains("open, done");
    }

    @Test
    void a_database_that_is_down_is_told_without_its_password() throws Exception {
        assertThat(asked(OPERATOR, "db dead version", "cannot be reached"))
                .contains("Nobody can tell", "127.0.0.1:1/shop")
                .doesNotContain("runway-42");
    }

    @Test
    void a_cache_is_known_by_its_service_too_and_a_queue_tells_all_it_knows() throws Exception {
        assertThat(asked(VIEWER, "cache redis size", "in this database")).contains("shop/sessions");
        assertThat(asked(VIEWER, "cache sessions", "within")).contains("without a limit", "hit rate");
        assertThat(asked(VIEWER, "queue celery", "2 tasks wait in celery")).contains("0 of 0 results");
    }

    @Test
    void whoever_may_not_ask_may_not_and_gets_no_file_either() throws Exception {
        assertThat(asked(VIEWER, "db orders connections", "No rule allows you")).doesNotContain("connections taken");
        asked(OPERATOR, "db orders orders-of status=done", "100 rows");
        String stored = newest(OPERATOR, "100 rows").blocks().findParents("action_id").stream()
                .filter(node -> node.path("action_id").asText().equals("reading_csv"))
                .map(node -> node.path("value").asText())
                .findFirst()
                .orElseThrow();
        Readings readings = deck.bean(Readings.class);
        var live = deck.bean(dev.opsdeck.catalog.LiveCatalog.class).current();
        var viewer = deck.bean(dev.opsdeck.access.Directory.class).actor(VIEWER);
        var click = new Click("d", VIEWER, "C1", CHANNEL, "reading_csv", stored, null);

        Reply reply = deck.bean(org.jdbi.v3.core.Jdbi.class)
                .inTransaction(tx -> readings.file(tx, live.access(), viewer, click));

        assertThat(reply).isInstanceOfSatisfying(Reply.Private.class, refused -> assertThat(
                        refused.message().text())
                .doesNotContain("come as the file"));
        assertThat(List.of(reply)).isNotEmpty();
    }
}
