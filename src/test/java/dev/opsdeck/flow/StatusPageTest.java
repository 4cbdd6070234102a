package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.opsdeck.routine.PublicState;
import dev.opsdeck.routine.PublicStateStore;
import dev.opsdeck.routine.WindowStore;
import dev.opsdeck.testing.BrowserTest;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the public sees, in a browser and as data, and what it never sees. */
@BrowserTest
@SuppressWarnings("NullAway.Init")
final class StatusPageTest {
    private static final String ACCESS = """
            people:
              U0OMAR: { handle: omar, name: Omar Haddad, groups: [sre] }
            roles: { operator: { groups: [sre] } }
            rules: [ { name: all, allow: "*", to: operator } ]
            """;

    private static final String SYSTEM = """
            system: %s
            title: %s
            channels: { ops: %s-ops }
            runtime: process
            services: { backend: { process: { command: [sleep, "600"] } } }
            severities: { P1: { respond: 5m }, P2: { respond: 30m } }
            %s
            """;

    @TempDir
    static Path folder;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Deck deck;
    private static Browser browser;
    private static Path shop;

    @BeforeAll
    static void start(Browser opened) throws IOException {
        browser = opened;
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        shop = catalog.resolve("shop.yml");
        Files.writeString(catalog.resolve("access.yml"), ACCESS);
        Files.writeString(shop, SYSTEM.formatted("shop", "Web shop", "shop", "status-page: true"));
        Files.writeString(
                catalog.resolve("parcels.yml"),
                SYSTEM.formatted(
                        "parcels",
                        "Internal name",
                        "parcels",
                        "status-page: { title: Parcel <tracker>, about: Where your parcel is }"));
        Files.writeString(catalog.resolve("secret.yml"), SYSTEM.formatted("secret", "Secret project", "secret", ""));
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), new ShiftedClock());
        deck.slack().limits().enforce(false);
        history();
    }

    /** As it would have come about in eighty days. */
    private static void history() {
        PublicStateStore states = deck.bean(PublicStateStore.class);
        WindowStore windows = deck.bean(WindowStore.class);
        Instant now = Instant.now();
        deck.bean(Jdbi.class).useTransaction(tx -> {
            tx.execute("delete from public_state");
            for (String system : List.of("shop", "parcels")) {
                states.put(tx, system, PublicState.OPERATIONAL, now.minus(Duration.ofDays(80)));
                states.put(tx, system, PublicState.MAINTENANCE, now.minus(Duration.ofDays(60)));
                states.put(
                        tx,
                        system,
                        PublicState.OPERATIONAL,
                        now.minus(Duration.ofDays(60)).plusSeconds(7200));
            }
            states.put(tx, "shop", PublicState.OUTAGE, now.minus(Duration.ofDays(30)));
            states.put(
                    tx,
                    "shop",
                    PublicState.DEGRADED,
                    now.minus(Duration.ofDays(30)).plusSeconds(5400));
            states.put(tx, "shop", PublicState.OPERATIONAL, now.minus(Duration.ofDays(29)));
            windows.plan(
                    tx,
                    new WindowStore.NewWindow(
                            "parcels",
                            now.plus(Duration.ofDays(3)),
                            now.plus(Duration.ofDays(3)).plusSeconds(7200),
                            "A new version of the <database>",
                            "U0OMAR",
                            false,
                            false),
                    now);
        });
    }

    @AfterAll
    static void stop() {
        deck.close();
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(deck.url().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void the_page_says_how_systems_stand_and_is_the_same_for_browsers_and_programs() throws Exception {
        HttpResponse<String> page = get("/status");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("max-age"));
        assertThat(page.body())
                .contains(
                        "Web shop",
                        "Parcel &lt;tracker&gt;",
                        "Where your parcel is",
                        "new version of the &lt;database&gt;")
                .doesNotContain("Internal name", "Secret project", "<script", "http://", "https://");
        assertThat(get(
                                "/status",
                                "If-None-Match",
                                page.headers().firstValue("ETag").orElseThrow())
                        .statusCode())
                .isEqualTo(304);
        HttpResponse<String> data = get("/status", "Accept", "application/json");
        assertThat(data.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(data.body())
                .contains("\"title\":\"Parcel <tracker>\"", "\"outageMinutes\":")
                .doesNotContain("Secret");
        assertThat(get("/status.json").body()).isEqualTo(data.body());
    }

    @Test
    void an_incident_shows_only_what_was_said_to_the_public() throws Exception {
        deck.slack().as("U0OMAR").command("shop-ops", "/ops incident declare P1 db password leaked --system=shop");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> get("/status").body().contains("Something is down"));
        assertThat(get("/status").body())
                .contains("We are looking into a problem")
                .doesNotContain("password");

        look("status-light", 1280, ColorScheme.LIGHT);
        look("status-dark", 1280, ColorScheme.DARK);
        look("status-narrow", 380, ColorScheme.DARK);
    }

    /** In a real browser: nothing from elsewhere, nothing wider than the window, no complaint on the console. */
    private static void look(String name, int width, ColorScheme colours) {
        try (BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(colours))) {
            Page page = context.newPage();
            List<String> elsewhere = new ArrayList<>();
            List<String> complaints = new ArrayList<>();
            page.onRequest(request -> {
                if (!URI.create(request.url()).getAuthority().equals(deck.url().getAuthority())) {
                    elsewhere.add(request.url());
                }
            });
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.navigate(deck.url().resolve("/status").toString());
            assertThat(elsewhere).isEmpty();
            assertThat(complaints).filteredOn(text -> !text.contains("favicon")).isEmpty();
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(width);
            String folder = System.getenv("OPSDECK_SCREENSHOTS");
            if (folder != null && !folder.isBlank()) {
                page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(folder, name + ".png")));
            }
        }
    }
}
