package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.NginxServer;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses that are blocked in a real nginx until a time. */
@Needs(Tool.NGINX)
@SuppressWarnings("NullAway.Init")
final class TimedBlockFlowTest {
    private static final String OPERATOR = "U0OMAR";
    private static final String LEAD = "U0LENA";
    private static final String CHANNEL = "shop-ops";
    private static final String ACCESS = """
            people:
              U0OMAR: { handle: omar, name: Omar Haddad, email: omar@demo.example, groups: [sre] }
              U0LENA: { handle: lena, name: Lena Fischer, email: lena@demo.example, groups: [sre, ops-leads] }
            roles:
              viewer: { everyone: true }
              operator: { groups: [sre] }
              lead: { groups: [ops-leads] }
            rules:
              - { allow: read, to: viewer }
              - { allow: change, to: operator }
              - { allow: change, action: block, to: operator, approval: { by: lead, count: 1, within: 8h } }
            """;

    @TempDir
    Path folder;

    private final ShiftedClock clock = new ShiftedClock();
    private final TestDatabase database = TestDatabase.create();
    private NginxServer nginx;
    private Path catalog;
    private Deck deck;

    @BeforeEach
    void start() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("index.html"), "hello");
        Files.writeString(folder.resolve("deny.conf"), "");
        nginx = NginxServer.start("root " + folder + "; include " + folder + "/deny.conf;");
        catalog = Files.createDirectory(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("access.yml"), ACCESS);
        Files.writeString(catalog.resolve("shop.yml"), """
                system: shop
                title: Shop
                channels: { ops: shop-ops, incidents: shop-incidents }
                runtime: process
                services: { worker: { process: { command: [sleep, "1"] } } }
                upkeep:
                  web-servers:
                    front: { test: %s, reload: %s, deny: %s/deny.conf }
                """.formatted(
                        list(nginx.program("-t")), list(nginx.program("-s", "reload")), folder));
        open();
    }

    private static String list(List<String> words) {
        return words.stream().map(word -> "\"" + word + "\"").toList().toString();
    }

    private void open() {
        deck = Deck.start(catalog, folder.resolve("home"), database, clock);
        deck.slack().limits().enforce(false);
    }

    @AfterEach
    void stop() {
        deck.close();
        nginx.close();
    }

    private int status() throws Exception {
        URI page = nginx.url("/index.html");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private void answers(int status) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> status() == status);
    }

    private Run approved(String text) throws Exception {
        var requests = new Requests(deck, OPERATOR, CHANNEL);
        long run = requests.run(text);
        deck.slack()
                .as(LEAD)
                .click(CHANNEL, deck.awaitMessage(CHANNEL, "Run " + run + " ").ts(), "run_approve");
        return ended(run);
    }

    private Run ended(long run) {
        return Awaitility.await("run " + run)
                .atMost(Duration.ofSeconds(60))
                .until(() -> find(run), found -> found.state().ended());
    }

    private Run find(long run) {
        return deck.bean(Jdbi.class)
                .inTransaction(tx -> deck.bean(RunStore.class).find(tx, run))
                .orElseThrow();
    }

    private List<Run> runs() {
        return deck.bean(Jdbi.class)
                .inTransaction(tx -> deck.bean(RunStore.class).recent(tx, null, false, 100));
    }

    @Test
    void it_is_let_in_again_at_its_time_without_another_consent_though_opsdeck_was_away_and_the_system_is_frozen()
            throws Exception {
        Run blocked = approved("block 127.0.0.1 --until=2h --insist --reason \"password guessing\"");
        assertThat(blocked.state()).as(blocked.note()).isEqualTo(RunState.SUCCEEDED);
        assertThat(blocked.steps().getFirst().title()).contains("let in again by itself at ", " UTC");
        answers(403);
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops freeze shop");
        deck.awaitPrivate(OPERATOR, CHANNEL, "are refused from now on");

        clock.pass(Duration.ofMinutes(90));
        deck.close();
        assertThat(status()).isEqualTo(403);
        clock.pass(Duration.ofMinutes(31));
        open();

        answers(200);
        Run lift = ended(blocked.id() + 1);
        assertThat(lift.state()).as(lift.note()).isEqualTo(RunState.SUCCEEDED);
        assertThat(lift.requesterName()).contains("end-of-block");
        assertThat(Files.readString(folder.resolve("deny.conf"))).isEmpty();
        deck.awaitMessage(CHANNEL, "Run " + lift.id() + " ");
    }

    @Test
    void what_is_said_about_the_address_later_takes_the_place_of_what_was_said_before() throws Exception {
        approved("block 127.0.0.1 --until=1h --insist");
        Run later = approved("block 127.0.0.1 --until=3h --insist");
        assertThat(later.state()).as(later.note()).isEqualTo(RunState.SUCCEEDED);
        answers(403);

        clock.pass(Duration.ofMinutes(61));
        approved("block 203.0.113.9");
        assertThat(status()).as("the longer time holds").isEqualTo(403);
        assertThat(runs()).hasSize(3);

        clock.pass(Duration.ofMinutes(120));
        answers(200);
        assertThat(Files.readString(folder.resolve("deny.conf"))).startsWith("deny 203.0.113.9;");
    }

    @Test
    void a_block_that_is_approved_too_late_blocks_nobody_and_a_time_must_be_one() throws Exception {
        var requests = new Requests(deck, OPERATOR, CHANNEL);
        long run = requests.run("block 203.0.113.9 --until=1h");
        clock.pass(Duration.ofMinutes(61));
        deck.slack()
                .as(LEAD)
                .click(CHANNEL, deck.awaitMessage(CHANNEL, "Run " + run + " ").ts(), "run_approve");

        assertThat(ended(run).state()).isIn(RunState.FAILED, RunState.VOIDED);
        assertThat(find(run).note()).contains("is over");
        assertThat(Files.readString(folder.resolve("deny.conf"))).isEmpty();
        requests.answer("block 203.0.113.9 --until=soon", "is no time");
        requests.answer("block 203.0.113.9 --unblock --until=1h", "leave --until away");
    }

    @Test
    void one_that_cannot_be_let_in_now_is_let_in_when_the_web_server_takes_it_again() throws Exception {
        Run blocked = approved("block 127.0.0.1 --until=1h --insist");
        answers(403);
        Path deny = folder.resolve("deny.conf");
        String good = Files.readString(deny);
        Files.writeString(deny, good + "nonsense on;\n");

        clock.pass(Duration.ofMinutes(61));
        assertThat(ended(Awaitility.await()
                                .atMost(Duration.ofSeconds(60))
                                .until(() -> runs().getFirst().id(), id -> id > blocked.id()))
                        .state())
                .isEqualTo(RunState.FAILED);
        Files.writeString(deny, good);
        clock.pass(Duration.ofMinutes(11));

        answers(200);
    }
}
