package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.routine.Windows;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.target.LocalProcesses;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maintenance that the catalog repeats: announced in time by itself, and from there on as any other. */
@SuppressWarnings("NullAway.Init")
final class RecurringMaintenanceFlowTest {
    private static final String OMAR = "U0OMAR";

    private static final String ACCESS = """
            people: { U0OMAR: { handle: omar, name: Omar Haddad, groups: [sre] } }
            roles: { viewer: { everyone: true }, operator: { groups: [sre] } }
            rules:
              - { name: look, allow: read, to: viewer }
              - { name: change, allow: change, to: operator }
            """;

    private static final String SYSTEM = """
            system: shop
            title: Web Shop
            channels: { ops: shop-ops }
            runtime: process
            services: { backend: { process: { command: [sleep, "600"] } } }
            monitoring: { alerts: { job: "shop-.*" } }
            checklists: { before: [ { manual: Back up the database } ] }
            freeze: {}
            maintenance:
              notice: 48h
              channels: general
              before: before
              recurring:
                patches: { reason: Patches, at: "%s", lasts: 2h, by-itself: %s }
            """;

    @TempDir
    Path folder;

    private final ShiftedClock clock = new ShiftedClock();
    private final Instant start =
            clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofHours(49));
    private Deck deck;

    private Path catalog() {
        return folder.resolve("catalog");
    }

    /** Once a year, at that time. */
    private static String cron(Instant at) {
        ZonedDateTime time = at.atZone(ZoneOffset.UTC);
        return "%d %d %d %d *".formatted(time.getMinute(), time.getHour(), time.getDayOfMonth(), time.getMonthValue());
    }

    private void write(Instant at, boolean byItself) throws IOException {
        Files.createDirectories(catalog());
        Files.writeString(catalog().resolve("access.yml"), ACCESS);
        Files.writeString(catalog().resolve("shop.yml"), SYSTEM.formatted(cron(at), byItself));
    }

    private void begin(boolean byItself) throws IOException {
        write(start, byItself);
        deck = Deck.start(catalog(), folder.resolve("home"), TestDatabase.create(), clock);
        deck.slack().limits().enforce(false);
    }

    @AfterEach
    void stop() {
        deck.close();
    }

    private String typed(String text, String expected) throws Exception {
        deck.slack().as(OMAR).command("shop-ops", "/ops " + text);
        return deck.awaitPrivate(OMAR, "shop-ops", expected);
    }

    private boolean open() {
        return deck.bean(Jdbi.class)
                .withHandle(handle -> deck.bean(Windows.class).open(handle, "shop"))
                .isPresent();
    }

    private long count(String channel, String words) {
        return deck.slack().messages(channel).stream()
                .filter(message -> Deck.text(message).contains(words))
                .count();
    }

    @Test
    void a_window_that_begins_by_itself_mutes_alerts_and_lets_changes_through_a_freeze_until_its_end()
            throws Exception {
        begin(true);
        deck.bean(LocalProcesses.class)
                .ensureStarted(deck.bean(LiveCatalog.class).current());
        typed("maintenance list", "No maintenance is planned");
        typed("freeze --until=9d --reason=\"quiet week\"", "are refused from now on");

        clock.pass(Duration.ofMinutes(61));
        assertThat(Deck.text(deck.awaitMessage("general", "Maintenance of shop is planned")))
                .contains("Patches", "by schedule patches", "begins and ends by itself")
                .doesNotContain("at short notice");
        deck.awaitMessage("shop-ops", "Maintenance of shop is planned");
        typed("restart backend", "is frozen until");

        clock.pass(Duration.ofMinutes(47 * 60 + 5));
        deck.awaitMessage("general", "begins in");
        deck.awaitMessage("shop-ops", "Back up the database");
        assertThat(open()).isFalse();
        clock.pass(Duration.ofMinutes(56));
        deck.awaitMessage("general", "has begun and is planned to end");
        assertThat(open()).isTrue();
        assertThat(alert("DiskFull")).isEqualTo(200);
        typed("restart backend --reason=patches", "Run");
        Awaitility.await()
                .until(() -> !runs().isEmpty() && runs().stream().allMatch(state -> state == RunState.SUCCEEDED));
        assertThat(count("shop-ops", "DiskFull")).isZero();

        clock.pass(Duration.ofHours(2));
        deck.awaitMessage("general", "Maintenance of shop is over");
        deck.awaitMessage("shop-ops", "DiskFull");
        assertThat(open()).isFalse();
        assertThat(count("general", "Maintenance of shop is planned")).isZero();
        assertThat(count("general", "should have ended")).isZero();
    }

    private int alert(String name) throws Exception {
        String body = """
                {"version":"4","groupKey":"g","status":"firing","receiver":"opsdeck","groupLabels":{"alertname":"%s"},
                "commonLabels":{},"commonAnnotations":{},"externalURL":"http://a","alerts":[
                {"status":"firing","labels":{"alertname":"%s","job":"shop-x"},"annotations":{},"startsAt":"%s",
                "endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://p","fingerprint":"f1"}]}""".formatted(name, name, clock.instant());
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(deck.url().resolve("/alerts/alertmanager"))
                                .header("Authorization", "Bearer " + Deck.ALERTS_TOKEN)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private List<RunState> runs() {
        return deck.bean(Jdbi.class)
                .withHandle(handle -> handle.createQuery("select id from run").mapTo(Long.class).list().stream()
                        .map(id -> deck.bean(RunStore.class)
                                .find(handle, id)
                                .orElseThrow()
                                .state())
                        .toList());
    }

    @Test
    void a_window_that_nobody_begins_lapses_and_that_is_said() throws Exception {
        begin(false);
        clock.pass(Duration.ofMinutes(61));
        deck.awaitMessage("general", "Maintenance of shop is planned");
        clock.pass(Duration.ofHours(48));
        deck.awaitMessage("shop-ops", "should begin now");
        assertThat(open()).isFalse();

        clock.pass(Duration.ofHours(2));

        deck.awaitMessage("general", "did not take place: nobody began it");
        typed("maintenance list", "No maintenance is planned");
        deck.awaitMessage("shop-ops", "is called off");
    }

    @Test
    void what_somebody_called_off_is_not_planned_again_and_what_the_catalog_changed_is() throws Exception {
        begin(false);
        clock.pass(Duration.ofMinutes(61));
        deck.awaitMessage("general", "Maintenance of shop is planned");

        write(start.minus(Duration.ofMinutes(10)), false);
        deck.awaitMessage("general", "is called off");
        String planned = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> listed(), text -> text.contains("maintenance cancel"));
        String id = planned.replaceAll("(?s).*maintenance cancel (\\d+).*", "$1");
        assertThat(planned).doesNotContain("maintenance cancel " + (Long.parseLong(id) - 1));
        typed("maintenance cancel " + id, "is called off");

        clock.pass(Duration.ofHours(1));
        deck.bean(RecurringMaintenance.class).run();
        assertThat(listed()).contains("No maintenance is planned");
    }

    private String listed() throws Exception {
        deck.slack().as(OMAR).command("shop-ops", "/ops maintenance list");
        return Objects.requireNonNull(Awaitility.await()
                .until(() -> deck.privates(OMAR, "shop-ops"), all -> !all.isEmpty())
                .getLast());
    }
}
