package dev.opsdeck.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionsTest {
    private static final String SHOP = """
            system: shop
            title: Web Shop
            channels: { ops: shop-ops }
            runtime: { docker: shop }
            services: { postgres: {}, redis: {} }
            databases: { main: { service: postgres, url: "postgres://localhost/shop" } }
            caches: { main: { service: redis, url: "redis://localhost" } }
            queues: { tasks: { celery: main } }
            """;
    private static final String LAUNCHES = """
            system: launches
            title: Launches
            runtime: { docker: launches }
            services: { db: {} }
            databases: { main: { service: db, exec: launches }, archive: { service: db, exec: { user: a, name: b } } }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private CatalogLoader.Result load(String... systems) throws IOException {
        Files.writeString(folder.resolve("access.yml"), """
                roles: { viewer: { everyone: true } }
                rules: [ { allow: read, to: viewer } ]
                """);
        for (int i = 0; i < systems.length; i++) {
            Files.writeString(folder.resolve("system" + i + ".yml"), systems[i]);
        }
        return CatalogLoader.load(folder, _ -> Optional.empty());
    }

    private Found<Database> database(String typed, String channel) throws IOException {
        return ((CatalogLoader.Loaded) load(SHOP, LAUNCHES)).catalog().find(typed, channel, Section.DATABASES);
    }

    private static void assertOne(Found<Database> found, String name) {
        assertThat(found).isInstanceOfSatisfying(Found.One.class, one -> assertThat(one.fullName())
                .isEqualTo(name));
    }

    @Test
    void a_thing_is_found_by_its_name_in_the_channels_system_or_in_full() throws IOException {
        assertOne(database("main", "shop-ops"), "shop/main");
        assertOne(database("launches/main", "shop-ops"), "launches/main");
        assertOne(database("archive", "shop-ops"), "launches/archive");
        assertThat(database("main", "general")).isEqualTo(new Found.Choice<>(List.of("shop/main", "launches/main")));
    }

    @Test
    void a_thing_is_found_by_what_serves_it_and_by_a_system_that_has_only_one() throws IOException {
        assertOne(database("Postgres", "general"), "shop/main");
        assertOne(database("Web Shop", "general"), "shop/main");
        assertThat(database("launches", "general"))
                .isEqualTo(new Found.Choice<>(List.of("launches/main", "launches/archive")));
        Catalog catalog = ((CatalogLoader.Loaded) load(SHOP)).catalog();
        assertThat(catalog.find("celery", null, Section.QUEUES)).isInstanceOf(Found.One.class);
    }

    @Test
    void a_misspelt_name_brings_up_the_nearest() throws IOException {
        assertThat(database("archiv", "general")).isEqualTo(new Found.Unknown<>(List.of("archive")));
    }

    @Test
    void a_database_is_reached_either_by_url_or_by_exec_in_a_container() throws IOException {
        assertThat(problems(SHOP.replace(", url: \"postgres://localhost/shop\"", "")))
                .contains("needs either url or exec");
        assertThat(problems(SHOP.replace("url: \"postgres", "exec: shop, url: \"postgres")))
                .contains("needs either url or exec");
        assertThat(problems(LAUNCHES.replace("{ docker: launches }", "kubernetes")))
                .contains("exec needs a container");
    }

    private String problems(String system) throws IOException {
        return load(system).toString();
    }

    @Test
    void the_documented_example_can_be_loaded() throws IOException {
        String page = Files.readString(Path.of("src", "docs", "catalog.md"));
        String section = page.substring(page.indexOf("## Databases, caches"));
        String example = section.substring(section.indexOf("```yaml") + 7, section.indexOf("\n```\n"));
        String system = """
                system: airline
                title: Airline
                runtime: { docker: airline }
                services: { postgres: {}, archive: {}, redis: {} }
                """;

        assertThat(load(system + example.replaceAll("\\$\\{\\w+}", "postgres://localhost/x")))
                .isInstanceOf(CatalogLoader.Loaded.class);
    }
}
