package dev.opsdeck.target.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.testing.Catalogs;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.NginxServer;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@Needs(Tool.NGINX)
final class HttpProberTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final ManagedSystem SHOP = Catalogs.empty();
    private static final String LOCATIONS = """
            location = /ok { default_type application/json; return 200 '{"status":"UP","queue":{"depth":17},"checks":[{"state":"ok"},{"state":"late"}],"n":null}'; }
            location = /sick { return 503 'token=abcdefgh out of order'; }
            location = /here { return 302 /ok; }
            location = /away { return 302 http://localhost.localdomain/ok; }
            location = /loop { return 302 /loop; }
            location = /secret { if ($http_authorization != "Basic b3BzOnMzY3JldA==") { return 401; } return 200 in; }
            location = /method { return 200 $request_method; }
            """;

    private static @Nullable NginxServer nginx;

    private final HttpProber prober = new HttpProber(new HttpGet());

    @BeforeAll
    static void start() {
        nginx = NginxServer.start(LOCATIONS);
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
        }
    }

    private static String url(String path) {
        return java.util.Objects.requireNonNull(nginx).url(path).toString();
    }

    private Reading ask(
            String url, int expect, @Nullable String contains, @Nullable String json, @Nullable String equalTo) {
        return prober.ask(SHOP, new Probe.Http(url, expect, contains, json, equalTo), PATIENCE);
    }

    private Reading json(String path, @Nullable String equalTo) {
        return ask(url("/ok"), 200, null, path, equalTo);
    }

    @Test
    void what_answers_as_expected_is_well_and_its_latency_is_measured() {
        Reading reading = ask(url("/ok"), 200, "\"UP\"", null, null);
        assertThat(reading.failures()).isEmpty();
        assertThat(reading.measures()).singleElement().satisfies(measure -> {
            assertThat(measure.name()).isEqualTo("latency");
            assertThat(measure.unit()).isEqualTo("ms");
            assertThat(measure.value()).isBetween(0.0, 5000.0);
        });
        assertThat(reading.summary()).startsWith("HTTP 200 from http://127.0.0.1:");
    }

    @Test
    void another_status_is_a_failure_with_the_body_as_evidence() {
        Reading reading = ask(url("/sick"), 200, null, null, null);
        assertThat(reading.failures()).containsExactly("It answered HTTP 503; 200 is expected.");
        assertThat(reading.text()).contains("out of order");
    }

    @Test
    void an_expected_error_is_well() {
        assertThat(ask(url("/sick"), 503, null, null, null).failures()).isEmpty();
    }

    @Test
    void missing_text_is_a_failure() {
        assertThat(ask(url("/ok"), 200, "DOWN", null, null).failures())
                .containsExactly("Its answer does not contain \"DOWN\".");
    }

    @Test
    void a_number_in_the_body_is_measured() {
        Reading reading = json("$.queue.depth", null);
        assertThat(reading.measures()).contains(Measure.of("value", 17, null));
        assertThat(reading.summary()).contains("$.queue.depth is 17");
    }

    @Test
    void a_value_in_the_body_is_compared() {
        assertThat(json("$.status", "UP").failures()).isEmpty();
        assertThat(json("$.queue.depth", "17.0").failures()).isEmpty();
        assertThat(json("$.status", "DOWN").failures()).containsExactly("$.status is UP; DOWN is expected.");
        assertThat(json("$.checks[*].state", "ok").failures())
                .containsExactly("$.checks[*].state is late; ok is expected.");
        assertThat(json("$.n", "null").failures()).isEmpty();
        assertThat(json("$.checks.length()", "2").failures()).isEmpty();
        assertThat(json("$.nothing.length()", "2").failures()).isNotEmpty();
    }

    @Test
    void nothing_at_the_path_is_a_failure_and_not_a_zero() {
        for (String path : new String[] {"$.absent.deeper", "$.checks[?(@.state=='gone')].state"}) {
            Reading reading = json(path, null);
            assertThat(reading.failures()).containsExactly("There is nothing at " + path + " in its answer.");
            assertThat(reading.measures()).extracting(Measure::name).containsExactly("latency");
        }
    }

    @Test
    void what_is_not_json_is_a_failure() {
        assertThat(ask(url("/method"), 200, null, "$.status", null).failures())
                .containsExactly("Its answer is not JSON, so there is nothing at $.status.");
    }

    @Test
    void a_long_value_or_body_is_never_cut_within_a_word_which_could_be_a_secret() throws IOException {
        String word = "eyJ" + "a".repeat(300);
        try (var server = new Endless("HTTP/1.1 500 Oh\r\n\r\n", "{\"a\":\"" + word + "\"} ")) {
            assertThat(ask(server.url(), 200, null, null, null).text())
                    .endsWith("\"} …")
                    .contains(word)
                    .hasSizeLessThan(2010);
        }
        try (var server = NginxServer.start("location / { return 200 '{\"token\":\"" + word + "\"}'; }")) {
            assertThat(ask(server.url("/").toString(), 200, null, "$.token", "x")
                            .failures())
                    .containsExactly("$.token is a text of 303 characters; x is expected.");
        }
    }

    @Test
    void a_path_that_is_none_is_told() {
        assertThatThrownBy(() -> json("$.[", null))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("is not a JSONPath");
    }

    @Test
    void only_get_is_sent() {
        assertThat(ask(url("/method"), 200, "GET", null, null).failures()).isEmpty();
    }

    @Test
    void a_redirect_is_followed_on_the_same_host_only() {
        assertThat(ask(url("/here"), 200, "UP", null, null).failures()).isEmpty();
        assertThat(ask(url("/away"), 200, null, null, null).failures())
                .containsExactly("It answered HTTP 302; 200 is expected.");
        assertThat(ask(url("/loop"), 200, null, null, null).failures())
                .containsExactly("It answered HTTP 302; 200 is expected.");
        assertThat(ask(url("/here"), 302, null, null, null).failures()).isEmpty();
    }

    @Test
    void user_and_password_are_sent_and_never_shown() {
        String url = url("/secret?key=hidden").replace("//", "//ops:s3cret@");
        Reading reading = ask(url, 200, "in", null, null);
        assertThat(reading.failures()).isEmpty();
        assertThat(reading.summary())
                .doesNotContain("s3cret")
                .doesNotContain("hidden")
                .contains("/secret?…");
    }

    @Test
    void a_large_body_is_cut_and_an_endless_one_ends() throws IOException {
        try (var endless = new Endless("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(1000))) {
            assertThat(ask(endless.url(), 200, null, null, null).failures()).isEmpty();
            assertThat(ask(endless.url(), 200, "y", null, null).failures())
                    .containsExactly("Its answer does not contain \"y\" within its first 1 MB.");
            assertThat(ask(endless.url(), 200, null, "$.a", null).failures())
                    .containsExactly("Its answer is larger than 1 MB, too large to look for $.a in it.");
        }
    }

    @Test
    void who_does_not_answer_is_told_within_the_time() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "http://ops:s3cret@127.0.0.1:" + silent.getLocalPort() + "/?key=hidden";
            long began = System.nanoTime();
            assertThatThrownBy(
                            () -> prober.ask(SHOP, new Probe.Http(url, 200, null, null, null), Duration.ofMillis(500)))
                    .isInstanceOf(ProbeException.class)
                    .hasMessage("Could not ask http://127.0.0.1:" + silent.getLocalPort()
                            + "/?…: no answer within 500 ms. Check that it is up and that no firewall is in between.");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void a_body_that_never_ends_but_trickles_is_told_within_the_time() throws IOException {
        try (var trickle = new Endless("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", "")) {
            assertThatThrownBy(() -> prober.ask(
                            SHOP, new Probe.Http(trickle.url(), 200, "x", null, null), Duration.ofMillis(500)))
                    .hasMessageContaining("no answer within 500 ms");
        }
    }

    @Test
    void a_closed_port_and_an_unknown_name_are_told_apart() throws IOException {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThatThrownBy(() -> ask("http://127.0.0.1:" + port + "/", 200, null, null, null))
                .hasMessageContaining("connection refused");
        assertThatThrownBy(() -> ask("http://no-such-host.invalid/", 200, null, null, null))
                .hasMessageContaining("its name cannot be resolved");
    }
}
