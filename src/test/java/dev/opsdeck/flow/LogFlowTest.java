package dev.opsdeck.flow;

import static dev.opsdeck.flow.Shop.CHANNEL;
import static dev.opsdeck.flow.Shop.LEAD;
import static dev.opsdeck.flow.Shop.OPERATOR;
import static dev.opsdeck.flow.Shop.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opsdeck.capture.CaptureStore;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.probe.Answer;
import dev.opsdeck.probe.Probing;
import dev.opsdeck.sim.workspace.Files.Stored;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.target.LocalProcesses;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.SecretCorpus;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFlowTest {
    private static final ShiftedClock CLOCK = new ShiftedClock();

    private static final String SYSTEM = """
            system: shop
            title: Shop
            channels: { ops: shop-ops, incidents: shop-incidents }
            runtime: process
            services:
              backend: { stop-timeout: 2s, process: { command: [sh, chatty.sh] } }
              leaky: { stop-timeout: 2s, process: { command: [sh, -c, "cat leaks.txt; exec sleep 600"] } }
              ticking: { stop-timeout: 2s, process: { command: [sh, -c, "i=0; while :; do i=$((i+1)); echo INFO tick $i; sleep 0.2; done"] } }
            """;

    private static final String BANK = """
            system: bank
            channels: { ops: bank-ops }
            runtime: process
            services:
              vault: { stop-timeout: 2s, process: { command: [sleep, "600"] } }
            """;

    private static final String CHATTY = """
            t=2026-11-22T10:00
            for i in $(seq 200); do echo "$t:00Z INFO request $i took 12 ms"; done
            echo "$t:01Z ERROR cannot connect with postgres://shop:hunter2hunter2@db/shop"
            echo "java.net.ConnectException: refused"
            echo "	at dev.shop.Main.main(Main.java:7)"
            for i in $(seq 201 400); do echo "$t:02Z INFO request $i took 12 ms"; done
            echo '```'
            echo '<!channel> look & see'
            exec sleep 600
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Deck deck;

    @BeforeAll
    static void start() throws IOException {
        Path catalog = Shop.in(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("shop.yml"), SYSTEM);
        Files.writeString(catalog.resolve("bank.yml"), BANK);
        Files.writeString(catalog.resolve("chatty.sh"), CHATTY);
        Files.writeString(catalog.resolve("leaks.txt"), leaks().collect(Collectors.joining("\n", "", "\nthe end\n")));
        Path access = catalog.resolve("access.yml");
        String rules = Files.readString(access)
                .lines()
                .filter(line -> !line.contains(" on: "))
                .collect(Collectors.joining(
                        "\n", "", "\n  - { name: vault, deny: read, on: bank/vault, to: viewer }\n"));
        Files.writeString(access, rules);
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), CLOCK);
        deck.bean(LocalProcesses.class)
                .ensureStarted(deck.bean(LiveCatalog.class).current());
        deck.slack().limits().enforce(false);
        Awaitility.await().until(() -> Files.readString(folder.resolve("home/processes/shop/backend/output.log"))
                .contains("look & see"));
    }

    @AfterAll
    static void stop() {
        deck.bean(LocalProcesses.class).stopAll(deck.bean(LiveCatalog.class).current());
        deck.close();
    }

    @Test
    void the_last_lines_are_shown_and_older_ones_are_a_click_away_without_fetching_again() throws Exception {
        Message card = logs("logs backend");
        assertThat(shown(card)).contains("request 400 took", "look &amp; see").doesNotContain("request 300 took");
        long captures = captures();

        Message older = click(card, "log_older");
        Message oldest = click(click(older, "log_older"), "log_older");
        Message back = click(oldest, "log_newer");

        assertThat(shown(older)).doesNotContain("request 400 took").contains("request 340 took");
        assertThat(shown(back)).isNotEqualTo(shown(oldest));
        assertThat(lines(back).getFirst()).isGreaterThan(lines(oldest).getLast());
        assertThat(captures()).isEqualTo(captures);
    }

    @Test
    void nothing_of_a_log_breaks_out_of_its_block() throws Exception {
        String text = shown(logs("logs backend --tail=5"));

        assertThat(text).doesNotContain("<!channel>").contains("&lt;!channel&gt;");
        assertThat(text.split("```", -1)).hasSize(3);
    }

    @Test
    void errors_are_shown_with_their_stack_traces_and_secrets_are_masked() throws Exception {
        Message card = logs("logs backend");

        Message errors = click(card, "log_errors");

        assertThat(shown(errors))
                .contains("ERROR cannot connect", "ConnectException", "Main.java:7", "3 fit", "•••")
                .doesNotContain("hunter2", "request");
        assertThat(shown(click(errors, "log_all_levels"))).contains("request 400 took");
        assertThat(shown(logs("logs backend --level=error"))).isEqualTo(shown(errors));
    }

    @Test
    void a_filter_is_asked_for_and_its_mistakes_are_pointed_at() throws Exception {
        Message card = logs("logs backend");
        deck.slack().as(OPERATOR).click(CHANNEL, card.ts(), "log_filter");

        deck.slack().as(OPERATOR).submit(Map.of("grep", "request (3"));
        assertThat(deck.slack().as(OPERATOR).modal()).isPresent();
        deck.slack().as(OPERATOR).submit(Map.of("grep", "request 3\\d7 ", "exclude", "347|357"));

        Message filtered = changed(card);
        assertThat(shown(filtered))
                .contains("request 307 took", "request 397 took", "8 fit: with `request 3\\\\d7`")
                .doesNotContain("request 347", "request 308");
        assertThat(deck.slack().as(OPERATOR).modal()).isEmpty();
    }

    @Test
    void a_wrong_expression_is_a_mistake_before_anything_is_fetched() throws Exception {
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops logs backend --grep \"time(out\"");

        deck.awaitPrivate(OPERATOR, CHANNEL, "is wrong at its end: unclosed group");
    }

    @Test
    void the_export_is_what_was_captured_and_everybody_is_told_by_whom() throws Exception {
        Message card = logs("logs backend");

        deck.slack().as(OPERATOR).click(CHANNEL, card.ts(), "log_export");

        deck.awaitMessage(CHANNEL, "exported the log of shop/backend");
        Stored file = file("shop/backend, fetched");
        assertThat(file.name()).matches("logs_\\d{8}_\\d{6}\\.txt");
        List<String> lines = text(file).lines().toList();
        assertThat(lines).hasSize(405).isEqualTo(captured());
        assertThat(lines.getFirst())
                .isEqualTo("2026-11-22T10:00:00Z backend 2026-11-22T10:00:00Z INFO request 1 took 12 ms");
        deck.awaitPrivate(OPERATOR, CHANNEL, "everybody here can read it");
    }

    @Test
    void an_export_of_what_fits_has_only_that() throws Exception {
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops logs all --grep=\"request 39\\d \" --export");

        deck.awaitPrivate(OPERATOR, CHANNEL, "with 10 lines comes into this channel");
        assertThat(text(file("Lines of the log of shop, fetched")).lines())
                .hasSize(10)
                .allMatch(line -> line.contains("request 39"));
    }

    @Test
    void no_shape_of_a_secret_comes_through_in_any_way() throws Exception {
        List<Message> pages = new ArrayList<>(List.of(logs("logs leaky")));
        while (Deck.text(pages.getLast()).contains("log_older")) {
            pages.add(click(pages.getLast(), "log_older"));
        }
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops logs leaky --export");
        String export = text(file("Lines of the log of shop/leaky"));
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops logs leaky --follow=1m");
        Message followed = deck.awaitMessage(CHANNEL, "Following *shop/leaky*");
        var probe = new StepSpec.Logs("leaky", 100_000, null, null, null, null, null);
        Answer answer = deck.bean(Probing.class)
                .ask(
                        Objects.requireNonNull(
                                deck.bean(LiveCatalog.class).current().systems().get("shop")),
                        probe,
                        Duration.ofSeconds(20))
                .join();

        assertThat(export).contains("the end", "•••");
        assertThat(SecretCorpus.shapes())
                .filteredOn(LogFlowTest::isOfOneLine)
                .isNotEmpty()
                .allSatisfy(shape -> {
                    assertThat(export).doesNotContain(shape.secret());
                    assertThat(answer.toString()).doesNotContain(shape.secret());
                    assertThat(Deck.text(followed)).doesNotContain(shape.secret());
                    assertThat(pages).noneMatch(page -> Deck.text(page).contains(shape.secret()));
                });
    }

    private static Stream<String> leaks() {
        return SecretCorpus.shapes().stream().filter(LogFlowTest::isOfOneLine).map(SecretCorpus.Shape::text);
    }

    /** Lines are masked one by one; what is meant for the catalog's own secrets is not in this catalog. */
    private static boolean isOfOneLine(SecretCorpus.Shape shape) {
        return (shape.text().indexOf('\n') < 0 || shape.text().contains("PRIVATE KEY"))
                && !shape.secret().equals(SecretCorpus.OF_CATALOG);
    }

    @Test
    void who_may_not_read_a_service_may_not_read_its_log() throws Exception {
        deck.slack().as(VIEWER).command(CHANNEL, "/ops logs bank/vault");

        deck.awaitPrivate(VIEWER, CHANNEL, "vault");
        assertThat(deck.privates(VIEWER, CHANNEL)).noneMatch(text -> text.contains("Log of"));
    }

    @Test
    void a_followed_log_shows_what_comes_and_ends_when_its_time_is_over() throws Exception {
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops logs ticking --follow=5m");
        Message card = deck.awaitMessage(CHANNEL, "Following *shop/ticking*");
        int first = lastTick(card);
        await(() -> lastTick(deck.awaitMessage(CHANNEL, "Following *shop/ticking*")) > first + 10);

        CLOCK.pass(Duration.ofMinutes(5));

        Message ended = deck.awaitMessage(CHANNEL, "Followed *shop/ticking*");
        assertThat(ended.ts()).isEqualTo(card.ts());
        assertThat(Deck.text(ended)).contains("for 5 min").doesNotContain("log_stop");
        List<Integer> ticks = captured().stream()
                .map(line -> Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
        assertThat(ticks).as("each once, in order").isEqualTo(consecutive(ticks.getFirst(), ticks.size()));
        deck.slack().as(LEAD).click(CHANNEL, ended.ts(), "log_show");
        deck.awaitPrivate(LEAD, CHANNEL, "Log of *shop/ticking*");
    }

    @Test
    void a_followed_log_can_be_stopped() throws Exception {
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops logs backend --follow=30m --level=error");
        Message card = deck.awaitMessage(CHANNEL, "Following *shop/backend*");

        deck.slack().as(LEAD).click(CHANNEL, card.ts(), "log_stop");

        assertThat(Deck.text(deck.awaitMessage(CHANNEL, "Followed *shop/backend*")))
                .contains("stopped by lena");
    }

    @Test
    void what_processes_use_is_a_table() throws Exception {
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops stats --sort=memory");

        assertThat(deck.awaitPrivate(OPERATOR, CHANNEL, "What *shop* uses"))
                .contains("CPU", "MEMORY", "backend", "ticking", " %", " MB");
    }

    private static Message logs(String command) throws Exception {
        int before = deck.slack().as(OPERATOR).ephemerals(CHANNEL).size();
        deck.slack().as(OPERATOR).command(CHANNEL, "/ops " + command);
        return Awaitility.await("the log")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> deck.slack().as(OPERATOR).ephemerals(CHANNEL).stream()
                                .skip(before)
                                .filter(message -> Deck.text(message).contains("📜"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static Message click(Message card, String action) throws Exception {
        deck.slack().as(OPERATOR).click(CHANNEL, card.ts(), action);
        return changed(card);
    }

    private static Message changed(Message card) {
        return Awaitility.await("another page")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> deck.slack().as(OPERATOR).ephemerals(CHANNEL).stream()
                                .filter(message -> message.ts().equals(card.ts()))
                                .filter(message -> !Deck.text(message).equals(Deck.text(card)))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** What people read of it, without what differs from one capture to the next. */
    private static String shown(Message card) {
        var text = new StringBuilder();
        for (JsonNode block : card.body().path("blocks")) {
            if (!block.path("type").asText().equals("actions")) {
                text.append(block).append('\n');
            }
        }
        return text.toString()
                .replaceAll("last [\\d,]+ lines, fetched <!date[^>]*>", "")
                .replaceAll("\"block_id\":\"[^\"]*\"", "");
    }

    private static List<Integer> lines(Message card) {
        var numbers = new ArrayList<Integer>();
        var matcher = Pattern.compile("request (\\d+)").matcher(shown(card));
        while (matcher.find()) {
            numbers.add(Integer.parseInt(matcher.group(1)));
        }
        return numbers;
    }

    private static int lastTick(Message card) {
        var matcher = Pattern.compile("tick (\\d+)").matcher(Deck.text(card));
        int last = 0;
        while (matcher.find()) {
            last = Integer.parseInt(matcher.group(1));
        }
        return last;
    }

    private static List<Integer> consecutive(int first, int size) {
        return IntStream.range(first, first + size).boxed().toList();
    }

    private static Stored file(String altText) {
        return Awaitility.await("a file with " + altText)
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> deck.slack().messages(CHANNEL).stream()
                                .flatMap(message ->
                                        Optional.ofNullable(message.body().get("files")).stream())
                                .map(files -> files.path(0).path("id").asText())
                                .flatMap(id -> deck.slack().workspace().files.find(id).stream())
                                .filter(file -> file.altText().contains(altText))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String text(Stored file) {
        return new String(Objects.requireNonNull(file.bytes()), StandardCharsets.UTF_8);
    }

    private static List<String> captured() {
        var lines = new ArrayList<String>();
        deck.bean(CaptureStore.class).scan(newest(), 0, CaptureStore.Direction.FORWARD, line -> lines.add(line.text()));
        return lines;
    }

    private static long newest() {
        return deck.bean(Jdbi.class).withHandle(handle -> handle.createQuery("select max(id) from capture")
                .mapTo(Long.class)
                .one());
    }

    private static long captures() {
        return deck.bean(Jdbi.class).withHandle(handle -> handle.createQuery("select count(*) from capture")
                .mapTo(Long.class)
                .one());
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }
}
