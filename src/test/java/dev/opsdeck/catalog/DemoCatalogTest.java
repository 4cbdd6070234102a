package dev.opsdeck.catalog;

import static dev.opsdeck.catalog.CatalogFolder.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The catalog that the demo starts with. */
class DemoCatalogTest {
    private static final Path FOLDER = Path.of("src/catalogs/demo");

    @Test
    void it_needs_no_setting_and_has_no_problem() {
        assertThat(CatalogLoader.validate(FOLDER, name -> Optional.empty())).isInstanceOf(CatalogLoader.Loaded.class);
    }

    @Test
    void its_services_are_few_processes_of_the_java_that_runs_opsdeck() {
        List<Service.LocalProcess> processes = demo(Map.of()).systems().values().stream()
                .flatMap(system -> system.services().values().stream())
                .map(service -> Objects.requireNonNull(service.process()))
                .toList();

        assertThat(processes).hasSizeBetween(5, 7).allSatisfy(process -> {
            assertThat(Path.of(process.command().getFirst())).isExecutable();
            assertThat(process.command()).contains("-Xmx16m", "dev.opsdeck.demo.SampleService");
        });
    }

    @Test
    void every_service_has_a_port_of_its_own_that_can_be_changed() {
        Catalog demo = demo(Map.of("DEMO_SHOP_BACKEND_PORT", "20000"));

        Service backend = in(in(demo.systems(), "shop").services(), "backend");
        assertThat(Objects.requireNonNull(backend.health()).http()).contains(":20000/");
        assertThat(Objects.requireNonNull(backend.process()).command()).contains("20000");
        assertThat(demo.systems().values().stream()
                        .flatMap(system -> system.services().values().stream())
                        .map(service -> Objects.requireNonNull(service.health()).http()))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_bare_backend_is_clear_in_a_systems_channel_and_a_choice_elsewhere() {
        Catalog demo = demo(Map.of());

        assertThat(demo.resolve("backend", "shop-ops"))
                .isEqualTo(new Resolution.One(new ServiceRef("shop", "backend")));
        assertThat(demo.resolve("backend", "general")).isInstanceOf(Resolution.Choice.class);
    }

    @Test
    void its_people_are_a_viewer_two_operators_and_two_leads_at_least() {
        Map<String, AccessRules.Person> people = demo(Map.of()).access().people();

        assertThat(people.values()).anyMatch(person -> person.groups().isEmpty());
        assertThat(people.values())
                .filteredOn(person -> person.groups().contains("sre"))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(people.values())
                .filteredOn(person -> person.groups().contains("ops-leads"))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private static Catalog demo(Map<String, String> environment) {
        return switch (CatalogLoader.load(FOLDER, name -> Optional.ofNullable(environment.get(name)))) {
            case CatalogLoader.Loaded loaded -> loaded.catalog();
            case CatalogLoader.Rejected rejected -> throw new AssertionError(rejected.problems());
        };
    }
}
