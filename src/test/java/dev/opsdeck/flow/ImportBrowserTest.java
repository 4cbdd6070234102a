package dev.opsdeck.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.opsdeck.testing.BrowserTest;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runbook handed over in the browser. */
@BrowserTest
final class ImportBrowserTest {
    private static final double PATIENCE_MILLIS = 60_000;

    @Test
    void a_runbook_is_chosen_in_a_form_and_its_draft_arrives(Browser browser, @TempDir Path folder) throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        try (Deck deck = Deck.start(
                        Crisis.catalog(folder.resolve("catalog")),
                        folder.resolve("home"),
                        TestDatabase.create(),
                        Clock.systemUTC());
                Desktop lena = Desktop.of(browser, deck.url(), "lena", "shop-ops", ColorScheme.LIGHT)) {
            lena.type("/ops import");
            assertThat(lena.see("modal")).containsText("Import a runbook");
            lena.see("action-runbook").setInputFiles(Path.of("src/docs/examples/parcel-lockers.md"));
            assertThat(lena.see("uploaded")).containsText("parcel-lockers.md");
            lena.picture("import-form");
            lena.click("modal-submit");
            assertThat(lena.see("modal")).containsText("irect message");
            lena.click("modal-close");

            lena.click("place-opsdeck");
            assertThat(lena.message("Draft catalog parcel-lockers")).isVisible();
            lena.picture("import");
        }
    }
}
