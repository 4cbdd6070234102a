package dev.opsdeck.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Directory;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.target.LocalProcesses;
import dev.opsdeck.testing.BrowserTest;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An incident as people see it in the browser, from the alert to the post-mortem, on a clock that the test moves. */
@BrowserTest
@SuppressWarnings("NullAway.Init")
final class IncidentBrowserTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String MONITORED = """
            monitoring: { alerts: { job: "shop-.*" } }
            playbooks:
              checkout-fails: { severity: P1, alerts: { alertname: "Checkout.*" }, diagnose: [ { status: worker } ] }
            """;

    @TempDir
    Path folder;

    private final ShiftedClock clock = new ShiftedClock();
    private Deck deck;
    private Crisis crisis;
    private Browser browser;

    @BeforeEach
    void start(Browser opened) throws IOException {
        browser = opened;
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        Path shop = Crisis.catalog(folder.resolve("catalog")).resolve("shop.yml");
        String reviewed =
                Files.readString(shop).replace("update-every: 30m }", "update-every: 30m, post-mortem: 48h }");
        Files.writeString(shop, reviewed + MONITORED);
        deck = Deck.start(folder.resolve("catalog"), folder.resolve("home"), TestDatabase.create(), clock);
        deck.slack().limits().enforce(false);
        deck.bean(LocalProcesses.class)
                .ensureStarted(deck.bean(LiveCatalog.class).current());
        crisis = new Crisis(deck);
    }

    @AfterEach
    void stop() {
        deck.close();
    }

    private void minutes(long minutes) {
        // Work that is being done while the clock jumps looks like a dead replica's.
        Awaitility.await("nothing being done").atMost(PATIENCE).until(this::idle);
        clock.pass(Duration.ofMinutes(minutes));
    }

    private boolean idle() {
        return deck.bean(Outbox.class).state().pending() == 0
                && deck.bean(Jdbi.class).withHandle(handle -> handle.createQuery(
                                "select not exists (select from scheduled_tasks where picked)")
                        .mapTo(Boolean.class)
                        .one());
    }

    @Test
    void a_p1_is_led_from_its_alert_to_its_post_mortem() throws Exception {
        smallOneBefore();
        Instant began = clock.instant().minusSeconds(240);
        try (Desktop lena = Desktop.of(browser, deck.url(), "lena", "shop-ops", ColorScheme.LIGHT);
                Desktop luis = Desktop.of(browser, deck.url(), "luis", "tracker-ops", ColorScheme.DARK)) {
            alert(true, began);
            declare(lena);
            lena.click("place-inc-2-checkout-fails");
            Locator card = lena.same(lena.message("nobody can pay"));
            assertThat(card).containsText("not acknowledged yet");
            minutes(6);
            assertThat(lena.message("Nobody has acknowledged")).isVisible();
            // The card is drawn anew, too: a click in that moment is lost.
            assertThat(card).not().containsText("acknowledged by");
            card.getByTestId("action-incident_ack").click();
            assertThat(card).containsText("being worked on");
            card.getByTestId("action-incident_take_communications").click();
            assertThat(card).not().containsText("Take communications");
            card.scrollIntoViewIfNeeded();
            lena.picture("incident");

            minutes(7);
            lena.type("/ops incident note the payment gateway rejects every second request");
            assertThat(lena.note("It is on the timeline")).isVisible();
            lena.type("/ops restart shop/worker --reason=\"drops its connections\"");
            assertThat(lena.message("restart shop/worker")).containsText("Done in");
            minutes(18);
            update(lena, luis);
            minutes(9);
            alert(false, began);
            lena.type("/ops incident mitigate");
            assertThat(card).containsText("mitigated");
            minutes(12);
            lena.type("/ops incident severity P2");
            assertThat(card).containsText("P2");
            minutes(16);
            lena.type(
                    "/ops incident resolve --summary=\"rolled the gateway back\" --cause=\"release 41 leaks connections\"");
            assertThat(card).containsText("resolved");
            review(lena);
            publish(lena, card);
        }
    }

    /** So that there is something to compare with. */
    private void smallOneBefore() throws Exception {
        Incident small = crisis.declare(Crisis.OPERATOR, "P3 Pictures load slowly");
        Actor omar = deck.bean(Directory.class).actor(Crisis.OPERATOR);
        IncidentCourse course = deck.bean(IncidentCourse.class);
        minutes(25);
        change(small, (tx, now) -> course.acknowledge(tx, now, omar.id(), omar.name()));
        minutes(70);
        change(small, (tx, now) -> course.mitigate(tx, now, omar));
        minutes(25);
        change(small, (tx, now) -> course.resolve(tx, now, omar, "cache warmed", "cold cache"));
        minutes(60);
    }

    private void change(Incident incident, BiConsumer<Handle, Incident> change) {
        IncidentStore incidents = deck.bean(IncidentStore.class);
        deck.bean(Jdbi.class)
                .useTransaction(tx ->
                        change.accept(tx, incidents.lock(tx, incident.number()).orElseThrow()));
    }

    private void alert(boolean fires, Instant since) throws IOException, InterruptedException {
        String body = """
                {"version":"4","groupKey":"g1","truncatedAlerts":0,"groupLabels":{"alertname":"CheckoutFails"},"alerts":[
                {"status":"%s","fingerprint":"f1","labels":{"alertname":"CheckoutFails","severity":"critical",
                "job":"shop-api"},"annotations":{"summary":"48 %% of checkouts fail"},
                "startsAt":"%s","endsAt":"%s"}]}""".formatted(fires ? "firing" : "resolved", since, clock.instant());
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(deck.url().resolve("/alerts/alertmanager"))
                                .header("Authorization", "Bearer " + Deck.ALERTS_TOKEN)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
    }

    private static void declare(Desktop lena) {
        Locator alert = lena.message("CheckoutFails");
        assertThat(alert).containsText("1 fires, 0 resolved");
        alert.getByTestId("action-incident_declare").click();
        assertThat(lena.see("modal")).containsText("P1");
        // The form is drawn a second time when it knows what is open.
        assertThat(lena.see("modal")).containsText("No incident is open");
        lena.see("action-title").fill("Checkout fails");
        lena.see("action-impact").fill("nobody can pay");
        lena.picture("incident-declare");
        lena.click("modal-submit");
        assertThat(lena.see("modal")).containsText("is declared as P1");
        lena.click("modal-close");
        assertThat(lena.see("place-inc-2-checkout-fails")).isVisible();
    }

    private static void update(Desktop lena, Desktop luis) {
        Locator due = lena.message("is due");
        assertThat(due).isVisible();
        due.getByTestId("action-incident_update").click();
        assertThat(lena.see("modal")).containsText("Actions taken");
        lena.see("action-status").fill("Found: the gateway drops connections");
        lena.picture("incident-update");
        lena.click("modal-submit");
        assertThat(lena.see("modal")).containsText("It goes to #tracker-ops");
        lena.picture("incident-preview");
        lena.click("modal-submit");
        assertThat(lena.see("modal")).containsText("is posted");
        lena.click("modal-close");
        assertThat(luis.message("Checkout fails")).isVisible();
        luis.picture("incident-stakeholders");
    }

    private void review(Desktop lena) throws IOException {
        lena.type("/ops incident timeline");
        Locator page = lena.note("Timeline of INC-2");
        assertThat(page).containsText("rejects every second request");
        lena.picture("incident-timeline");
        page.getByTestId("action-incident_picture").click();
        assertThat(lena.message("Course of INC-2")).isVisible();
        keep("incident-course.png", file("inc-2-course.png"));
        lena.type("/ops incident metrics");
        assertThat(lena.message("Mean times of incidents")).isVisible();
        keep("incident-metrics.png", file("incident-metrics.png"));
        lena.picture("incident-metrics-table");
    }

    private void publish(Desktop lena, Locator card) throws IOException {
        minutes(60 * 48);
        assertThat(lena.message("The post-mortem of INC-2")).isVisible();
        lena.type("/ops incident action \"Alert on open connections\" --owner=@omar");
        assertThat(lena.note("Alert on open connections")).isVisible();
        lena.type("/ops incident postmortem --publish");
        assertThat(lena.message("Post-mortem of INC-2 as a page")).isVisible();
        assertThat(card).containsText("closed");
        assertThat(lena.see("canvas")).containsText("Post-mortem INC-2");
        lena.picture("incident-closed");
        read("incident-post-mortem", new String(file("inc-2-post-mortem.html"), StandardCharsets.UTF_8));
        try (BrowserContext context = browser.newContext()) {
            Page canvas = context.newPage();
            canvas.navigate(lena.see("canvas").getAttribute("href"));
            assertThat(canvas.locator("h1")).containsText("Post-mortem INC-2: Checkout fails");
            picture(canvas, "incident-canvas");
        }
    }

    /** The published page, in a browser of its own, as somebody opens it who is not in Slack. */
    private void read(String name, String html) {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1100, 900))) {
            Page page = context.newPage();
            page.setContent(html);
            assertThat(page.locator("h1")).containsText("Checkout fails");
            assertThat(page.locator("body")).containsText("release 41 leaks connections");
            assertThat(page.locator("img")).hasCount(1);
            picture(page, name);
        }
    }

    /** The newest file of that name in Slack. */
    private byte[] file(String name) {
        return Awaitility.await().atMost(PATIENCE).until(() -> newest(name), bytes -> bytes.length > 0);
    }

    private byte[] newest(String name) {
        for (String channel : List.of(crisis.room(crisis.find(2)), deck.slack().channelId(Crisis.OPS))) {
            for (Message message : deck.slack().messages(channel).reversed()) {
                for (var file : message.body().path("files")) {
                    if (file.path("name").asText().equals(name)) {
                        byte[] bytes = deck.slack()
                                .workspace()
                                .files
                                .find(file.path("id").asText())
                                .orElseThrow()
                                .bytes();
                        return bytes == null ? new byte[0] : bytes;
                    }
                }
            }
        }
        return new byte[0];
    }

    private static void keep(String name, byte[] content) throws IOException {
        String pictures = System.getenv("OPSDECK_SCREENSHOTS");
        if (pictures != null && !pictures.isBlank()) {
            Files.write(Path.of(pictures, name), content);
        }
    }

    private static void picture(Page page, String name) {
        String pictures = System.getenv("OPSDECK_SCREENSHOTS");
        if (pictures != null && !pictures.isBlank()) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(pictures, name + ".png")));
        }
    }
}
