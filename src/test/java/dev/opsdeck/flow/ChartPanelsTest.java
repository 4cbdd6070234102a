package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.access.Actor;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.CatalogLoader;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Problem;
import dev.opsdeck.message.chart.Panel;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.RangeQuery;
import dev.opsdeck.probe.Series;
import dev.opsdeck.routine.UsageStore;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChartPanelsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final List<String> asked = new ArrayList<>();
    private final UsageStore usage = new UsageStore(TestDatabase.create().jdbi());

    @Test
    void lines_are_named_by_the_labels_in_which_they_differ() throws IOException {
        ChartPanels panels = panels(List.of(
                series(Map.of("job", "shop", "instance", "web-1")),
                series(Map.of("job", "shop", "instance", "web-2"))));

        Panel panel =
                panels.draw(subject(panels, "error-rate"), Duration.ofHours(1)).getFirst();

        assertThat(panel.lines()).extracting(Panel.Line::name).containsExactly("web-1", "web-2");
        assertThat(panel.step()).isEqualTo(Duration.ofSeconds(15));
        assertThat(asked).containsExactly("rate(errors[5m]) from 2026-11-22T11:00:00Z");
    }

    @Test
    void one_line_needs_no_name() throws IOException {
        ChartPanels panels = panels(List.of(series(Map.of("job", "shop"))));

        assertThat(panels.draw(subject(panels, "ERROR-RATE"), Duration.ofHours(1))
                        .getFirst()
                        .lines())
                .extracting(Panel.Line::name)
                .containsExactly("");
    }

    @Test
    void the_dashboard_shows_what_it_can_and_why_the_rest_is_missing() throws IOException {
        ChartPanels panels = panels(List.of(series(Map.of())));

        assertThat(panels.draw(subject(panels, "dashboard"), Duration.ofHours(1)))
                .extracting(Panel::problem)
                .containsExactly(null, "There is no data.");
    }

    @Test
    void usage_of_containers_is_asked_for_without_a_line_in_the_catalog() throws IOException {
        ChartPanels panels = panels(List.of(series(Map.of("name", "a"))));

        panels.draw(subject(panels, "cpu"), Duration.ofHours(1));

        assertThat(asked.getFirst())
                .startsWith("sum by (name) (100 * rate(container_cpu_usage_seconds_total{"
                        + "container_label_com_docker_compose_project=\"shop\"}[5m]))");
    }

    @Test
    void what_is_nowhere_measured_is_told() throws IOException {
        ChartPanels panels = panels(List.of());

        assertThatThrownBy(() -> panels.draw(
                        new ChartPanels.Subject.Of(
                                system("bank"),
                                "error-rate",
                                List.copyOf(system("bank").metrics().values())),
                        Duration.ofHours(1)))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("monitoring");
        assertThat(panels.find(caller(), "nonsense"))
                .isInstanceOfSatisfying(
                        ChartPanels.Subject.NotClear.class,
                        unclear -> assertThat(unclear.answer().text()).contains("`shop/error-rate`", "`dashboard`"));
    }

    @Test
    void without_a_prometheus_usage_is_drawn_of_what_was_seen_each_minute() throws IOException {
        ChartPanels panels = panels(List.of());
        for (int minute = 10; minute > 0; minute--) {
            Instant at = NOW.minus(Duration.ofMinutes(minute));
            usage.keep(
                    "bank",
                    at,
                    List.of(
                            new Measure("cpu", minute, "percent", "bank-1"),
                            new Measure("cpu", 50, "percent", "bank-2"),
                            // It began anew eight minutes ago, so its growth is not known then.
                            new Measure(
                                    "network-in", (minute > 8 ? 90_000 : 0) + (10 - minute) * 600, "bytes", "bank-1")));
        }

        Panel cpu = panels.draw(sampled("cpu"), Duration.ofHours(1)).getFirst();
        Panel network = panels.draw(sampled("network"), Duration.ofHours(1)).getFirst();

        assertThat(cpu.lines()).extracting(Panel.Line::name).containsExactlyInAnyOrder("bank-1", "bank-2");
        assertThat(cpu.lines()).allSatisfy(line -> assertThat(line.points()).hasSize(10));
        assertThat(network.lines()).singleElement().satisfies(line -> {
            assertThat(line.name()).isEqualTo("bank-1 network-in");
            assertThat(line.points()).hasSize(8).allMatch(point -> point.value() == 10);
        });
        assertThatThrownBy(() -> panels.draw(sampled("disk-io"), Duration.ofHours(1)))
                .hasMessageContaining("each minute");
    }

    private ChartPanels.Subject.Of sampled(String name) throws IOException {
        ManagedSystem bank = system("bank");
        return new ChartPanels.Subject.Of(
                bank, name, List.of(UsageCharts.metric(bank, name).orElseThrow()));
    }

    private ChartPanels panels(List<Series> answer) {
        RangeQuery source = (_, query, from, _, _, _) -> {
            asked.add(query + " from " + from);
            if (query.equals("nothing")) {
                throw new ProbeException("There is no data.");
            }
            return answer;
        };
        return new ChartPanels(List.of(source), new UsageCharts(usage), text -> text, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private ChartPanels.Subject.Of subject(ChartPanels panels, String typed) throws IOException {
        return (ChartPanels.Subject.Of) panels.find(caller(), typed);
    }

    private Caller caller() throws IOException {
        return new Caller(
                new Request("1", "U0OMAR", "C1", "shop-ops", "chart x"),
                new Actor("U0OMAR", "omar", null, Set.of(), true),
                catalog());
    }

    private ManagedSystem system(String name) throws IOException {
        return Objects.requireNonNull(catalog().systems().get(name));
    }

    private Catalog catalog() throws IOException {
        Files.writeString(
                folder.resolve("access.yml"),
                "roles: { viewer: { everyone: true } }\nrules: [ { allow: read, to: viewer } ]\n");
        Files.writeString(folder.resolve("shop.yml"), """
                system: shop
                channels: { ops: shop-ops }
                runtime: { compose: shop }
                services: { backend: {} }
                monitoring: { prometheus: "http://127.0.0.1:1" }
                metrics:
                  error-rate: { query: "rate(errors[5m])", unit: percent, critical: "> 5" }
                  empty: { query: nothing }
                """);
        Files.writeString(folder.resolve("bank.yml"), """
                system: bank
                runtime: process
                services: { vault: { process: { command: [sleep, "1"] } } }
                metrics: { error-rate: { query: up } }
                """);
        return loaded();
    }

    private Catalog loaded() {
        return switch (CatalogLoader.load(folder, _ -> Optional.empty())) {
            case CatalogLoader.Loaded(Catalog catalog, var _) -> catalog;
            case CatalogLoader.Rejected(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }

    private static Series series(Map<String, String> labels) {
        return new Series(labels, List.of(new Series.Point(NOW, 1)));
    }
}
