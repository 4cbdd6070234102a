package dev.opsdeck.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

@BrowserTest
final class ChromiumTest {

    @Test
    void a_test_is_given_a_browser_that_runs_scripts(Browser browser) {
        try (Page page = browser.newPage()) {
            page.setContent("<p id=sum></p><script>document.getElementById('sum').textContent = 40 + 2</script>");
            assertThat(page.textContent("#sum")).isEqualTo("42");
        }
    }
}
