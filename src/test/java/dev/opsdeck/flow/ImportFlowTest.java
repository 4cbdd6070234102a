package dev.opsdeck.flow;

import static dev.opsdeck.flow.Shop.CHANNEL;
import static dev.opsdeck.flow.Shop.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.CatalogLoader;
import dev.opsdeck.sim.Actor;
import dev.opsdeck.sim.delivery.Outcome;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runbook handed over in Slack becomes a draft catalog. */
final class ImportFlowTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Deck deck;

    @BeforeAll
    static void start() throws Exception {
        deck = Deck.start(
                Shop.in(folder.resolve("catalog")), folder.resolve("home"), TestDatabase.create(), Clock.systemUTC());
        deck.slack().limits().enforce(false);
    }

    @AfterAll
    static void stop() {
        deck.close();
    }

    @AfterEach
    void close_what_is_open() throws Exception {
        while (person().modal().isPresent()) {
            person().close();
        }
    }

    @Test
    void a_runbook_that_is_handed_over_comes_back_as_a_draft_that_validates() throws Exception {
        byte[] runbook = Files.readAllBytes(Path.of("src/docs/examples/parcel-lockers.md"));
        ask();
        person().submit(Map.of("runbook", List.of(person().upload("parcel-lockers.md", runbook))));

        Message file = Awaitility.await()
                .until(
                        () -> deck.slack().messages(person().direct()).stream()
                                .filter(message -> message.body().has("files"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        Path draft = unpacked(
                file.body().path("files").path(0).path("url_private_download").asText());

        assertThat(CatalogLoader.validate(List.of(draft), name -> Optional.of("set")))
                .isInstanceOf(CatalogLoader.Loaded.class);
        Awaitility.await().until(() -> (person().modal() + "" + deck.slack().messages(person().direct()))
                .contains("became steps"));
    }

    @Test
    void what_is_no_runbook_is_said_and_nothing_is_sent() throws Exception {
        int before = deck.slack().messages(person().direct()).size();
        ask();
        person().submit(Map.of("runbook", List.of(person().upload("empty.md", new byte[0]))));

        Awaitility.await().until(() -> person().modal().toString().contains("empty.md is empty"));
        assertThat(deck.slack().messages(person().direct())).hasSize(before);
    }

    @Test
    void other_types_and_no_file_are_refused_in_the_form() throws Exception {
        ask();

        Outcome picture = person().submit(Map.of("runbook", List.of(person().upload("a.png", new byte[] {1}))));
        Outcome nothing = person().submit(Map.of());

        assertThat(picture.toString()).contains("these types");
        assertThat(nothing.toString()).contains("complete this required field");
    }

    @Test
    void a_file_that_was_handed_over_is_for_nobody_without_the_token() throws Exception {
        String id = person().upload("secret.md", "# Secret".getBytes(StandardCharsets.UTF_8));

        HttpResponse<byte[]> answer = get(deck.url().resolve("/sim/files/" + id + "/download/secret.md"));

        assertThat(answer.statusCode()).isBetween(300, 399);
    }

    private static Actor person() {
        return deck.slack().as(VIEWER);
    }

    private static void ask() throws InterruptedException {
        person().command(CHANNEL, "/ops import");
        Awaitility.await().until(() -> person().modal().toString().contains("Import a runbook"));
    }

    private static Path unpacked(String address) throws IOException, InterruptedException {
        Path to = Files.createTempDirectory(folder, "draft");
        try (var zip = new ZipInputStream(
                new ByteArrayInputStream(get(URI.create(address)).body()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.write(to.resolve(Path.of(entry.getName()).getFileName()), zip.readAllBytes());
            }
        }
        return to;
    }

    private static HttpResponse<byte[]> get(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
