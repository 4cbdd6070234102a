package dev.opsdeck.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.testing.BrowserTest;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An incident as people see it in the browser. */
@BrowserTest
final class IncidentBrowserTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void an_incident_is_led_from_its_channel(Browser browser, @TempDir Path folder) throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        var clock = new ShiftedClock();
        try (Deck deck = Deck.start(
                Crisis.catalog(folder.resolve("catalog")), folder.resolve("home"), TestDatabase.create(), clock)) {
            deck.slack().limits().enforce(false);
            var crisis = new Crisis(deck);
            Incident incident = crisis.declare(Crisis.OPERATOR, "P1 Checkout fails --impact=\"nobody can pay\"");
            String room = incident.channelName();
            Awaitility.await().atMost(PATIENCE).until(() -> deck.slack()
                    .call("conversations.members", java.util.Map.of("channel", crisis.room(incident)))
                    .toString()
                    .contains(Crisis.LEAD));

            try (Desktop lena = Desktop.of(browser, deck.url(), "lena", room, ColorScheme.LIGHT);
                    Desktop luis = Desktop.of(browser, deck.url(), "luis", "tracker-ops", ColorScheme.DARK)) {
                Locator card = lena.same(lena.message("nobody can pay"));
                assertThat(card).containsText("not acknowledged yet");
                card.getByTestId("action-incident_ack").click();
                assertThat(card).containsText("being worked on");
                card.getByTestId("action-incident_take_communications").click();
                assertThat(card).not().containsText("Take communications");
                lena.type("/ops incident note restarted the payment gateway");
                assertThat(lena.note("It is on the timeline")).isVisible();
                clock.pass(Duration.ofMinutes(31));
                Locator due = lena.message("is due");
                assertThat(due).isVisible();
                lena.picture("incident");

                due.getByTestId("action-incident_update").click();
                assertThat(lena.see("modal")).containsText("Actions taken");
                lena.picture("incident-update");
                lena.click("modal-submit");
                assertThat(lena.see("modal")).containsText("It goes to #tracker-ops");
                lena.picture("incident-preview");
                lena.click("modal-submit");
                assertThat(lena.see("modal")).containsText("is posted");
                lena.click("modal-close");
                assertThat(luis.message("Checkout fails")).isVisible();
                luis.picture("incident-stakeholders");

                clock.pass(Duration.ofMinutes(10));
                lena.type("/ops incident resolve --summary=\"rolled back\" --cause=\"bad release\"");
                assertThat(card).containsText("resolved");
                lena.type("/ops incident timeline");
                Locator page = lena.note("Timeline of INC-1");
                assertThat(page).containsText("restarted the payment gateway");
                lena.picture("incident-timeline");
                page.getByTestId("action-incident_picture").click();
                assertThat(lena.message("Course of INC-1")).isVisible();
                lena.type("/ops incident postmortem --publish");
                assertThat(lena.message("Post-mortem of INC-1 as a page")).isVisible();
                assertThat(card).containsText("closed");
                lena.picture("incident-post-mortem");
            }
        }
    }
}
