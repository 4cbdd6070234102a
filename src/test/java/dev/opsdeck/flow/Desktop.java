package dev.opsdeck.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Path;

/** One person with the workspace open in a browser. */
record Desktop(BrowserContext context, Page page) implements AutoCloseable {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 760;
    private static final double SEEN_BY_NOW_MILLIS = 20_000;

    static Desktop of(Browser browser, URI deck, String handle, String channel, ColorScheme colours) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(WIDTH, HEIGHT)
                .setColorScheme(colours)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setTimezoneId("UTC")
                .setLocale("en-GB"));
        Page page = context.newPage();
        page.navigate(
                deck.resolve("/sim?user=" + handle + "&channel=" + channel).toString());
        try {
            page.getByTestId("channel-name").waitFor(new Locator.WaitForOptions().setTimeout(SEEN_BY_NOW_MILLIS));
        } catch (TimeoutError e) {
            // Seen once on a busy machine: the page stayed empty. A person would load it again, too.
            page.reload();
        }
        assertThat(page.getByTestId("channel-name")).containsText(channel);
        return new Desktop(context, page);
    }

    void type(String line) {
        see("composer").fill(line);
        see("composer").press("Enter");
        assertThat(see("composer")).hasValue("");
    }

    void click(String testId) {
        see(testId).click();
    }

    /** What stands alone on the page under this test id. */
    Locator see(String testId) {
        return page.getByTestId(testId);
    }

    /** The newest message with these words that everybody sees. */
    Locator message(String words) {
        return page.locator("[data-testid=message]:not([data-ephemeral])")
                .filter(new Locator.FilterOptions().setHasText(words))
                .last();
    }

    /** The newest message with these words that only this person sees. */
    Locator note(String words) {
        return page.locator("[data-testid=message][data-ephemeral=true]")
                .filter(new Locator.FilterOptions().setHasText(words))
                .last();
    }

    /** The message whatever it says by now. */
    Locator same(Locator message) {
        return page.locator("[data-testid=message][data-ts='" + message.getAttribute("data-ts") + "']");
    }

    /** Keeps a picture for the documentation where {@code OPSDECK_SCREENSHOTS} names a folder. */
    void picture(String name) {
        String folder = System.getenv("OPSDECK_SCREENSHOTS");
        if (folder != null && !folder.isBlank()) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
