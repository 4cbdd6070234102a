package dev.opsdeck.flow;

import static dev.opsdeck.flow.Crisis.LEAD;
import static dev.opsdeck.flow.Crisis.OPERATOR;
import static dev.opsdeck.flow.Crisis.OPS;
import static dev.opsdeck.flow.Crisis.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.incident.AlarmStore;
import dev.opsdeck.incident.Duty;
import dev.opsdeck.incident.Entry;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.incident.Phase;
import dev.opsdeck.incident.TimelineStore;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that can be done about an incident by clicking, on its card and on the home tab. */
@SuppressWarnings("NullAway.Init")
final class IncidentButtonsTest {
    @TempDir
    static Path folder;

    private static Deck deck;
    private static Crisis crisis;

    /** Where the button is. */
    private enum Place {
        CARD,
        HOME
    }

    @BeforeAll
    static void start() throws IOException {
        Path shop = Crisis.catalog(folder.resolve("catalog")).resolve("shop.yml");
        String broken = "services: { broken: { process: { command: [\"false\"] } }, worker:";
        Files.writeString(shop, Files.readString(shop).replace("services: { worker:", broken));
        deck = Deck.start(folder.resolve("catalog"), folder.resolve("home"), TestDatabase.create(), new ShiftedClock());
        deck.slack().limits().enforce(false);
        crisis = new Crisis(deck);
    }

    @AfterAll
    static void stop() {
        deck.close();
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void every_button_works_and_both_places_show_what_the_database_says(Place place) throws Exception {
        Incident incident = crisis.declare(OPERATOR, "P1 clicked on " + place);
        long number = incident.number();
        deck.slack().as(LEAD).join(crisis.room(incident));
        deck.slack().as(LEAD).openHome();
        shown(incident, "not acknowledged yet");

        press(place, incident, "incident_ack");
        phase(number, Phase.ACKNOWLEDGED);
        shown(incident, "being worked on");
        press(place, incident, "incident_take_scribe");
        Awaitility.await().until(() -> holder(number, Duty.SCRIBE).equals(LEAD));
        press(place, incident, "incident_assign");
        submit(Map.of("duty", "communications", "person", OPERATOR));
        Awaitility.await().until(() -> holder(number, Duty.COMMUNICATIONS).equals(OPERATOR));
        shown(incident, "<@" + OPERATOR + ">");
        press(place, incident, "incident_assign");
        submit(Map.of("duty", "communications", "person", VIEWER));
        Awaitility.await().until(() -> texts(number).contains("Communications: vera, after omar"));

        choose(place, incident, number + ":P2");
        Awaitility.await().until(() -> crisis.find(number).severity().equals("P2"));
        shown(incident, "`P2`");
        press(place, incident, "incident_note");
        submit(Map.of("text", "seen on " + place));
        Awaitility.await().until(() -> texts(number).contains("seen on " + place));
        press(place, incident, "incident_update");
        submit(Map.of("template", "update", "status", "Looking at " + place));
        Awaitility.await().until(() -> deck.slack().as(LEAD).modal().toString().contains("Preview"));
        deck.slack().as(LEAD).submit(Map.of());
        deck.awaitMessage("tracker-ops", "Now: Looking at " + place);
        deck.slack().as(LEAD).close();
        shown(incident, "Looking at " + place);

        press(place, incident, "incident_mitigate");
        phase(number, Phase.MITIGATED);
        shown(incident, "mitigated");
        press(place, incident, "incident_stop_clocks");
        Awaitility.await().until(() -> deck.bean(Jdbi.class)
                .withHandle(handle -> deck.bean(AlarmStore.class).pending(handle, number))
                .isEmpty());
        press(place, incident, "incident_timeline");
        told(place, incident, "Timeline of " + incident.label());
        press(place, incident, "incident_resolve");
        submit(Map.of("summary", "done on " + place, "cause", "a click"));
        phase(number, Phase.RESOLVED);
        Awaitility.await().until(() -> !deck.slack().as(LEAD).home().toString().contains("clicked on " + place));
    }

    @Test
    void what_is_over_is_reopened_reviewed_and_published_from_its_card() throws Exception {
        Incident incident = crisis.declare(OPERATOR, "P1 over too soon");
        long number = incident.number();
        deck.slack().as(LEAD).join(crisis.room(incident));
        deck.slack().as(LEAD).openHome();
        press(Place.CARD, incident, "incident_resolve");
        submit(Map.of("summary", "gone by itself"));
        phase(number, Phase.RESOLVED);

        press(Place.CARD, incident, "incident_reopen");
        phase(number, Phase.ACKNOWLEDGED);
        shown(incident, "over too soon");
        press(Place.CARD, incident, "incident_resolve");
        submit(Map.of("summary", "mended", "cause", "rust"));
        phase(number, Phase.RESOLVED);
        press(Place.CARD, incident, "incident_post_mortem");
        deck.awaitPrivate(LEAD, crisis.room(incident), "Post-mortem of " + incident.label());
        Message draft = deck.slack().as(LEAD).ephemerals(crisis.room(incident)).stream()
                .filter(message -> Deck.text(message).contains("incident_publish"))
                .findFirst()
                .orElseThrow();
        assertThat(Deck.text(draft)).contains("rust").doesNotContain("root cause is missing");
        deck.slack().as(LEAD).click(crisis.room(incident), draft.ts(), "incident_publish");

        phase(number, Phase.CLOSED);
        shownOnCard(incident, "closed");
    }

    @Test
    void a_failed_run_becomes_an_incident_by_its_button() throws Exception {
        deck.slack().as(LEAD).command(OPS, "/ops restart broken");
        Message card = deck.awaitMessage(OPS, "incident_declare");
        closeForms();
        deck.slack().as(LEAD).click(OPS, card.ts(), "incident_declare");
        Awaitility.await().until(() -> deck.slack().as(LEAD).modal().toString().contains("failed: restart"));
        deck.slack().as(LEAD).submit(Map.of("severity", "P3"));

        Incident declared = declaredAs("failed: restart");
        assertThat(declared.times().began()).isBefore(declared.times().declared());
    }

    @Test
    void a_message_becomes_an_incident_once_by_a_form_that_knows_it() throws Exception {
        Message message = deck.slack().as(VIEWER).post(OPS, "all pages are white");
        deck.slack().as(VIEWER).messageShortcut("incident_declare_message", OPS, message.ts());
        Awaitility.await().until(() -> deck.slack().as(VIEWER).modal().isPresent());
        assertThat(deck.slack().as(VIEWER).modal().toString()).contains("all pages are white", "shop");
        deck.slack().as(VIEWER).submit(Map.of("severity", "P3"));

        Incident declared = declaredAs("all pages are white");
        assertThat(declared.declaredBy()).isEqualTo(VIEWER);
        deck.slack().as(VIEWER).messageShortcut("incident_declare_message", OPS, message.ts());
        Awaitility.await().until(() -> deck.slack().as(VIEWER).modal().isPresent());
        deck.slack().as(VIEWER).submit(Map.of("severity", "P3"));
        Awaitility.await()
                .until(() -> deck.slack().as(VIEWER).modal().toString().contains("It is declared already"));
    }

    private static Incident declaredAs(String words) {
        return Awaitility.await()
                .until(
                        () -> crisis.open().stream()
                                .map(crisis::find)
                                .filter(one -> one.title().contains(words))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static void press(Place place, Incident incident, String action) throws InterruptedException {
        closeForms();
        switch (place) {
            case CARD -> crisis.press(LEAD, incident, action);
            case HOME -> {
                Awaitility.await()
                        .until(() -> deck.slack().as(LEAD).home().toString().contains(action + "\""));
                deck.slack().as(LEAD).use(action, null);
            }
        }
    }

    /** Whoever has a form or its answer in front of him closes it first. */
    private static void closeForms() throws InterruptedException {
        while (deck.slack().as(LEAD).modal().isPresent()) {
            deck.slack().as(LEAD).close();
        }
    }

    private static void choose(Place place, Incident incident, String value) throws InterruptedException {
        closeForms();
        switch (place) {
            case CARD -> {
                Message card = deck.awaitMessage(crisis.room(incident), "incident_severity");
                deck.slack().as(LEAD).select(crisis.room(incident), card.ts(), "incident_severity", value);
            }
            case HOME -> deck.slack().as(LEAD).use("incident_severity", value);
        }
    }

    /** Clicks on the home tab are answered where a person and the app talk alone. */
    private static void told(Place place, Incident incident, String words) {
        switch (place) {
            case CARD -> deck.awaitPrivate(LEAD, crisis.room(incident), words);
            case HOME -> deck.awaitMessage(deck.slack().as(LEAD).direct(), words);
        }
    }

    private static void submit(Map<String, String> values) throws InterruptedException {
        Awaitility.await().until(() -> deck.slack().as(LEAD).modal().isPresent());
        deck.slack().as(LEAD).submit(values);
    }

    private static void shown(Incident incident, String words) {
        shownOnCard(incident, words);
        Awaitility.await("the home tab says " + words)
                .until(() -> deck.slack().as(LEAD).home().toString().contains(words));
    }

    private static void shownOnCard(Incident incident, String words) {
        Awaitility.await("the card says " + words).until(() -> deck.slack().messages(crisis.room(incident)).stream()
                .map(Deck::text)
                .anyMatch(text -> text.contains("*Severity*") && text.contains(words)));
    }

    private static void phase(long number, Phase phase) {
        Awaitility.await().until(() -> crisis.find(number).phase() == phase);
    }

    private static String holder(long number, Duty duty) {
        Duty.Holder holder = deck.bean(Jdbi.class)
                .withHandle(handle -> deck.bean(IncidentStore.class).duties(handle, number))
                .get(duty);
        return holder == null ? "" : holder.user();
    }

    private static List<String> texts(long number) {
        return deck
                .bean(Jdbi.class)
                .withHandle(handle -> deck.bean(TimelineStore.class).page(handle, number, 0, 100))
                .stream()
                .map(Entry::text)
                .toList();
    }
}
