package dev.opsdeck.target.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Monitoring;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Secret;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Series;
import dev.opsdeck.target.net.HttpGet;
import dev.opsdeck.testing.Catalogs;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.NginxServer;
import dev.opsdeck.testing.PrometheusServer;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@Needs({Tool.PROMETHEUS, Tool.NGINX})
final class PrometheusProberTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String RULES = """
            groups:
              - name: values
                rules:
                  - { record: shop_errors, labels: { route: cart, region: eu }, expr: vector(7.5) }
                  - { record: shop_errors, labels: { route: search, region: eu }, expr: vector(0.25) }
                  - { record: shop_ratio, labels: { route: cart }, expr: vector(0) / vector(0) }
                  - { record: shop_ratio, labels: { route: search }, expr: vector(3) }
            """;

    private static @Nullable PrometheusServer prometheus;

    private final PromQl promQl = new PromQl(new MonitoringApi(new HttpGet()));
    private final PrometheusProber prober = new PrometheusProber(promQl);

    @BeforeAll
    static void start() {
        prometheus = PrometheusServer.start(RULES, null);
        prometheus.awaitData("shop_errors");
        prometheus.awaitData("shop_ratio");
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    private static ManagedSystem at(@Nullable String url) {
        return Catalogs.system(Map.of(), new Monitoring(url, null, null));
    }

    private static ManagedSystem shop() {
        return at(Objects.requireNonNull(prometheus).url() + "/");
    }

    private Reading ask(String query) {
        return prober.ask(shop(), new Probe.Prometheus(query), PATIENCE);
    }

    @Test
    void the_value_of_a_query_is_measured() {
        Reading reading = ask("sum(shop_errors)");
        assertThat(reading.measures()).containsExactly(Measure.of("value", 7.75, null));
        assertThat(reading.summary()).isEqualTo("sum(shop_errors) is 7.75");
    }

    @Test
    void a_number_without_series_is_a_value_too() {
        assertThat(ask("scalar(sum(shop_errors)) * 2").measures()).containsExactly(Measure.of("value", 15.5, null));
    }

    @Test
    void each_series_is_measured_under_its_labels() {
        Reading reading = ask("shop_errors");
        assertThat(reading.measures())
                .containsExactlyInAnyOrder(
                        new Measure("value", 7.5, null, "__name__=shop_errors, region=eu, route=cart"),
                        new Measure("value", 0.25, null, "__name__=shop_errors, region=eu, route=search"));
        assertThat(reading.table()).isNotNull();
    }

    @Test
    void no_series_is_no_data_and_not_a_zero() {
        assertThatThrownBy(() -> ask("shop_absent"))
                .isInstanceOf(ProbeException.class)
                .hasMessage("Prometheus has no data for shop_absent: no series fits."
                        + " Check that what it asks for is scraped.");
    }

    @Test
    void not_a_number_is_no_data_and_not_a_zero() {
        assertThatThrownBy(() -> ask("vector(0) / vector(0)"))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("has no data")
                .hasMessageContaining("not a number");
    }

    @Test
    void where_some_series_have_no_data_the_others_are_measured() {
        Reading reading = ask("shop_ratio");
        assertThat(reading.measures())
                .containsExactly(new Measure("value", 3, null, "__name__=shop_ratio, route=search"));
        assertThat(reading.summary()).isEqualTo("shop_ratio has 2 series, no data for 1 of them");
        assertThat(Objects.requireNonNull(reading.table()).rows())
                .anySatisfy(row -> assertThat(row).contains("no data"));
    }

    @Test
    void a_query_that_is_none_is_told_in_the_words_of_prometheus() {
        assertThatThrownBy(() -> ask("sum(shop_errors"))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("does not understand sum(shop_errors: ")
                .hasMessageContaining("unclosed left parenthesis");
    }

    @Test
    void a_query_that_fails_is_told_in_the_words_of_prometheus() {
        assertThatThrownBy(() -> ask("shop_errors + on(region) shop_errors"))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("the query failed: ")
                .hasMessageContaining("many-to-many");
    }

    @Test
    void a_text_is_no_number() {
        assertThatThrownBy(() -> ask("\"words\"")).hasMessageContaining("a text and no numbers");
    }

    @Test
    void a_system_without_prometheus_says_what_to_add() {
        assertThatThrownBy(() -> prober.ask(at(null), new Probe.Prometheus("up"), PATIENCE))
                .hasMessageContaining("monitoring: prometheus");
    }

    @Test
    void a_prometheus_that_is_not_there_is_told() throws IOException {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThatThrownBy(() ->
                        prober.ask(at("http://ops:s3cret@127.0.0.1:" + port), new Probe.Prometheus("up"), PATIENCE))
                .isInstanceOf(ProbeException.class)
                .hasMessage("Could not ask Prometheus at http://127.0.0.1:" + port
                        + ": connection refused. Check that it runs and listens there.");
    }

    @Test
    void the_token_is_sent_and_a_refusal_told() {
        String url = Objects.requireNonNull(prometheus).url().toString();
        try (var guard = NginxServer.start("location / { if ($http_authorization != \"Bearer t0ken\") { return 401; }"
                + " proxy_pass " + url + "; }")) {
            String guarded = guard.url("").toString();
            var with = Catalogs.system(Map.of(), new Monitoring(guarded, null, new Secret("t0ken")));
            assertThat(prober.ask(with, new Probe.Prometheus("sum(shop_errors)"), PATIENCE)
                            .measures())
                    .hasSize(1);
            assertThatThrownBy(() -> prober.ask(at(guarded), new Probe.Prometheus("up"), PATIENCE))
                    .hasMessageContaining("HTTP 401")
                    .hasMessageContaining("monitoring: token");
        }
    }

    @Test
    void what_is_not_prometheus_is_told() {
        try (var other = NginxServer.start("return 200 hello;")) {
            assertThatThrownBy(() -> prober.ask(at(other.url("").toString()), new Probe.Prometheus("up"), PATIENCE))
                    .hasMessageContaining("is not what Prometheus answers");
        }
    }

    @Test
    void a_range_has_points_over_time_for_each_series() {
        Instant now = Instant.now();
        List<Series> series = new MetricRanges(promQl)
                .ask(shop(), "shop_errors", now.minusSeconds(60), now, Duration.ofSeconds(1), PATIENCE);
        assertThat(series).hasSize(2).allSatisfy(one -> {
            assertThat(one.points()).isNotEmpty();
            assertThat(one.points()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
            assertThat(one.labels()).containsEntry("region", "eu").containsKey("route");
            assertThat(one.points().getLast().at()).isBetween(now.minusSeconds(61), now.plusSeconds(1));
        });
    }

    @Test
    void a_range_without_data_is_told() {
        Instant now = Instant.now();
        var ranges = new MetricRanges(promQl);
        assertThatThrownBy(() ->
                        ranges.ask(shop(), "shop_absent", now.minusSeconds(60), now, Duration.ofSeconds(5), PATIENCE))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("has no data for shop_absent");
        assertThatThrownBy(() ->
                        ranges.ask(shop(), "up", now.minus(Duration.ofDays(30)), now, Duration.ofSeconds(1), PATIENCE))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("exceeded maximum resolution");
    }
}
