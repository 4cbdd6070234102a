package dev.opsdeck.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.opsdeck.testing.BrowserTest;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages, alerts, checklists and maintenance of the demo as people see them in the browser. */
@BrowserTest
@SuppressWarnings("NullAway.Init")
final class OnCallBrowserTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static Deck deck;
    private static Browser browser;

    @BeforeAll
    static void start(Browser opened) throws IOException {
        browser = opened;
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        Path catalog = DemoCatalog.in(folder.resolve("catalog"));
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), new ShiftedClock());
    }

    @AfterAll
    static void stop() {
        deck.close();
    }

    private static Desktop open(String handle, ColorScheme colours) {
        return Desktop.of(browser, deck.url(), handle, "shop-ops", colours);
    }

    @Test
    void a_page_reaches_a_person_alone_and_everybody_sees_who_answered() {
        try (Desktop vera = open("vera", ColorScheme.LIGHT);
                Desktop lena = open("lena", ColorScheme.DARK)) {
            vera.type("/ops oncall");
            assertThat(vera.note("Operations leads")).containsText("First line");
            vera.picture("oncall");
            vera.type("/ops page @lena nobody can pay since noon");
            assertThat(vera.message("nobody can pay")).containsText("Asked");
            lena.click("place-opsdeck");
            lena.click("tab-messages");
            Locator page = lena.message("nobody can pay");
            assertThat(page).containsText("You have 5 min");
            assertThat(page).containsText("for shop @Lena Fischer");
            lena.picture("page");

            page.getByTestId("action-page_ack").click();

            assertThat(vera.message("nobody can pay")).containsText("Acknowledged by");
            assertThat(lena.message("nobody can pay")).containsText("Acknowledged by");
        }
    }

    @Test
    void what_alerts_is_one_card_with_what_can_be_done_about_it() throws Exception {
        try (Desktop omar = open("omar", ColorScheme.LIGHT)) {
            Instant since = Instant.now().minusSeconds(400);
            alert(true, since);
            Locator card = omar.message("CheckoutFails");
            assertThat(card).containsText("1 fires, 0 resolved");
            assertThat(card).containsText("Diagnose checkout-fails");
            omar.picture("alerts");
            Locator same = omar.same(card);
            same.getByTestId("action-incident_declare").click();
            assertThat(omar.see("modal")).containsText("Declare");
            omar.picture("declare-from-alert");
            omar.click("modal-close");

            alert(false, since);
            assertThat(same).containsText("is resolved");
        }
    }

    private static void alert(boolean fires, Instant since) throws IOException, InterruptedException {
        String body = """
                {"version":"4","groupKey":"g1","truncatedAlerts":0,"groupLabels":{"alertname":"CheckoutFails"},"alerts":[
                {"status":"%s","fingerprint":"f1","labels":{"alertname":"CheckoutFails","severity":"critical",
                "system":"shop","instance":"backend:8413"},"annotations":{"summary":"12 %% of checkouts fail"},
                "startsAt":"%s","endsAt":"%s"}]}""".formatted(fires ? "firing" : "resolved", since, since.plusSeconds(300));
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(deck.url().resolve("/alerts/alertmanager"))
                                .header("Authorization", "Bearer " + Deck.ALERTS_TOKEN)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
    }

    @Test
    void a_checklist_is_gone_through_by_clicking() {
        try (Desktop olga = open("olga", ColorScheme.DARK)) {
            olga.type("/ops checklist daily");
            Locator card = olga.message("daily · shop");
            assertThat(card).containsText("Check health");
            Locator same = olga.same(card);
            assertThat(same).containsText("Check again");
            same.getByTestId("action-checklist_tick").last().click();

            assertThat(same).containsText("2 of 3 done");
            olga.picture("checklist");
        }
    }

    @Test
    void maintenance_is_announced_in_every_channel_that_wants_to_know() {
        try (Desktop lena = open("lena", ColorScheme.LIGHT)) {
            lena.type("/ops maintenance schedule 2h 1h new disk");
            assertThat(lena.note("Nothing is planned")).containsText("--insist");
            lena.type("/ops maintenance schedule 3d 2h new disk");
            assertThat(lena.message("Maintenance of shop is planned")).containsText("new disk");
            lena.type("/ops maintenance list");
            assertThat(lena.note("Call off")).isVisible();
            lena.picture("maintenance");
        }
    }
}
