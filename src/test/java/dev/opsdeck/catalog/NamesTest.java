package dev.opsdeck.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NamesTest {
    private final Catalog catalog = new Catalog(
            Map.of(
                    "shop",
                    system("shop", Map.of("backend", List.of("db"), "db", List.of(), "frontend", List.of("backend"))),
                    "tracker",
                    system("tracker", Map.of("backend", List.of("queue"), "queue", List.of()))),
            new AccessRules(Map.of(), Map.of(), List.of()),
            "");

    @Test
    void a_full_name_means_that_service_wherever_it_is_typed() {
        assertThat(catalog.resolve("tracker/backend", "shop-ops")).isEqualTo(one("tracker", "backend"));
    }

    @Test
    void a_bare_name_means_the_service_of_the_channels_system() {
        assertThat(catalog.resolve("backend", "shop-ops")).isEqualTo(one("shop", "backend"));
        assertThat(catalog.resolve("backend", "tracker-incidents")).isEqualTo(one("tracker", "backend"));
    }

    @Test
    void a_bare_name_that_only_one_system_has_is_found_from_any_channel() {
        assertThat(catalog.resolve("queue", "shop-ops")).isEqualTo(one("tracker", "queue"));
        assertThat(catalog.resolve("queue", null)).isEqualTo(one("tracker", "queue"));
    }

    @Test
    void a_bare_name_that_several_systems_have_is_a_choice_outside_of_their_channels() {
        assertThat(catalog.resolve("backend", "general"))
                .isInstanceOfSatisfying(Resolution.Choice.class, choice -> assertThat(choice.candidates())
                        .containsExactlyInAnyOrder("shop/backend", "tracker/backend"));
    }

    @Test
    void upper_case_and_titles_are_understood() {
        assertThat(catalog.resolve("BackEnd", "shop-ops")).isEqualTo(one("shop", "backend"));
        assertThat(catalog.resolve("the queue", "general")).isEqualTo(one("tracker", "queue"));
        assertThat(catalog.resolve("The shop/db", "general")).isEqualTo(one("shop", "db"));
    }

    @Test
    void all_means_the_channels_system_in_the_order_of_its_dependencies() {
        assertThat(catalog.resolve("all", "shop-ops"))
                .isEqualTo(new Resolution.All("shop", refs("shop", "db", "backend", "frontend")));
        assertThat(catalog.resolve("tracker/ALL", "shop-ops"))
                .isEqualTo(new Resolution.All("tracker", refs("tracker", "queue", "backend")));
    }

    @Test
    void all_outside_of_a_systems_channel_is_a_choice_of_systems() {
        assertThat(catalog.resolve("all", null))
                .isInstanceOfSatisfying(Resolution.Choice.class, choice -> assertThat(choice.candidates())
                        .containsExactlyInAnyOrder("shop/all", "tracker/all"));
    }

    @Test
    void a_misspelt_name_brings_up_the_nearest() {
        assertThat(catalog.resolve("bakend", "general")).isEqualTo(new Resolution.Unknown(List.of("backend")));
        assertThat(catalog.resolve("shop/bakend", "general"))
                .isInstanceOfSatisfying(
                        Resolution.Unknown.class,
                        unknown -> assertThat(unknown.nearest()).first().isEqualTo("shop/backend"));
        assertThat(catalog.resolve("qqq", "general")).isEqualTo(new Resolution.Unknown(List.of()));
    }

    @Test
    void what_depends_on_a_service_is_found_through_others_nearest_first() {
        assertThat(catalog.dependents(new ServiceRef("shop", "db"))).isEqualTo(refs("shop", "backend", "frontend"));
        assertThat(catalog.dependents(new ServiceRef("shop", "frontend"))).isEmpty();
    }

    @Test
    void a_cycle_is_named_once_from_its_first_service() {
        Map<String, List<String>> needs = new LinkedHashMap<>();
        needs.put("entry", List.of("a"));
        needs.put("a", List.of("b"));
        needs.put("b", List.of("c"));
        needs.put("c", List.of("a"));

        assertThat(new DependencyGraph("x", needs).cycles()).containsExactly(List.of("a", "b", "c", "a"));
    }

    private static Resolution one(String system, String service) {
        return new Resolution.One(new ServiceRef(system, service));
    }

    private static List<ServiceRef> refs(String system, String... services) {
        return List.of(services).stream()
                .map(service -> new ServiceRef(system, service))
                .toList();
    }

    private static ManagedSystem system(String name, Map<String, List<String>> needs) {
        Map<String, Service> services = new LinkedHashMap<>();
        needs.forEach((service, its) -> services.put(service, service(service, "The " + service, its)));
        return new ManagedSystem(
                name, "The " + name, new Channels(name + "-ops", name + "-incidents"), new Runtime.Process(), services);
    }

    private static Service service(String name, @Nullable String title, List<String> needs) {
        return new Service(name, title, needs, null, null, java.time.Duration.ofSeconds(10), 1, null, null, null);
    }
}
