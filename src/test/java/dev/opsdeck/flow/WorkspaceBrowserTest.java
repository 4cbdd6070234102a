package dev.opsdeck.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.audit.Verification;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.target.LocalProcesses;
import dev.opsdeck.testing.BrowserTest;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as people see it: in the browser, without a reload. */
@BrowserTest
final class WorkspaceBrowserTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Deck deck;

    @SuppressWarnings("NullAway.Init")
    private static Browser browser;

    @SuppressWarnings("NullAway.Init")
    private Desktop omar;

    @SuppressWarnings("NullAway.Init")
    private Desktop lena;

    @BeforeAll
    static void start(Browser opened) throws IOException {
        browser = opened;
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        Path catalog = DemoCatalog.in(folder.resolve("catalog"));
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), new ShiftedClock());
        deck.bean(LocalProcesses.class)
                .ensureStarted(deck.bean(LiveCatalog.class).current());
    }

    @AfterAll
    static void stop() {
        deck.close();
    }

    @BeforeEach
    void sitDown() {
        omar = open("omar", ColorScheme.LIGHT);
        lena = open("lena", ColorScheme.DARK);
    }

    @AfterEach
    void leave() {
        omar.close();
        lena.close();
    }

    private static Desktop open(String handle, ColorScheme colours) {
        return Desktop.of(browser, deck.url(), handle, "shop-ops", colours);
    }

    @Test
    void a_restart_is_asked_for_approved_done_and_on_record() {
        omar.page().evaluate("window.notReloaded = true");
        lena.page().evaluate("window.notReloaded = true");

        omar.type("/ops restart backend --reason \"memory climbs since noon\"");
        Locator card = lena.message("memory climbs since noon");
        assertThat(card).containsText("Approval needed");
        lena.picture("approval");
        Locator lenas = lena.same(card);
        Locator omars = omar.same(card);
        lenas.getByTestId("action-run_approve").click();

        assertThat(lenas).containsText("✅ Done in");
        assertThat(lenas).containsText("memory climbs since noon");
        assertThat(omars).containsText("✅ Done in");
        assertThat(lena.note("You approved run")).isVisible();
        lena.picture("restart");
        assertThat(omar.page().evaluate("window.notReloaded")).isEqualTo(true);
        assertThat(lena.page().evaluate("window.notReloaded")).isEqualTo(true);

        omar.type("/ops audit --limit 20");
        assertThat(omar.note("request"))
                .containsText(Pattern.compile("step.*transition.*vote.*request", Pattern.DOTALL));
        assertThat(lena.note("audit verify")).hasCount(0);
        assertThat(deck.bean(AuditTrail.class).verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void deny_asks_for_a_reason_and_the_card_tells_it() {
        omar.type("/ops restart frontend --reason \"pages are slow\"");
        Locator card = lena.same(lena.message("pages are slow"));
        card.getByTestId("action-run_deny").click();
        assertThat(lena.see("modal")).containsText("Why?");

        lena.click("modal-submit");
        assertThat(lena.see("input-reason").getByRole(AriaRole.ALERT)).isVisible();
        lena.see("action-reason").fill("Not during the sale");
        lena.picture("deny");
        lena.click("modal-submit");

        assertThat(lena.see("modal")).containsText("You denied run");
        lena.click("modal-close");
        assertThat(lena.see("modal")).hasCount(0);
        assertThat(card).containsText("Denied");
        assertThat(card).containsText("Not during the sale");
        assertThat(omar.message("Not during the sale")).isVisible();
    }

    @Test
    void a_viewer_who_approves_is_told_privately_why_not() {
        omar.type("/ops restart backend --reason \"for the viewer\"");
        try (Desktop vera = open("vera", ColorScheme.LIGHT)) {
            vera.message("for the viewer").getByTestId("action-run_approve").click();

            assertThat(vera.note("You cannot approve run")).containsText("lead");
            assertThat(vera.message("for the viewer")).containsText("Approval needed");
        }
        assertThat(lena.note("You cannot approve run")).hasCount(0);
    }

    @Test
    void the_home_tab_shows_the_systems_and_what_waits_for_this_lead() {
        omar.type("/ops restart backend --reason \"cache is stale\"");
        assertThat(lena.message("cache is stale")).isVisible();
        lena.click("place-opsdeck");
        lena.click("tab-home");

        Locator home = lena.see("home");
        assertThat(home).containsText("Web Shop");
        assertThat(home).containsText("Parcel Tracker");
        assertThat(home).containsText("cache is stale");
        lena.picture("home");
        home.getByTestId("action-run_approve").last().click();
        assertThat(home).not().containsText("cache is stale");
    }

    @Test
    void the_shortcut_takes_a_command_for_a_channel() {
        omar.click("shortcuts");
        omar.click("shortcut-ops_shortcut");
        assertThat(omar.see("modal")).containsText("Run a command");
        omar.see("action-text").fill("restrt worker");
        omar.click("modal-submit");
        assertThat(omar.see("input-text").getByRole(AriaRole.ALERT)).containsText("restart worker");
        omar.see("action-text").fill("restart worker --reason \"from the shortcut\"");
        omar.click("action-channel");
        omar.page()
                .getByRole(AriaRole.OPTION)
                .filter(new Locator.FilterOptions().setHasText("shop-ops"))
                .click();
        omar.click("modal-submit");

        assertThat(omar.see("modal-submit")).hasCount(0);
        omar.click("modal-close");
        assertThat(omar.message("restart worker")).containsText("✅ Done in");
    }
}
