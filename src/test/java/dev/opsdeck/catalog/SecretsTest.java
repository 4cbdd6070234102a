package dev.opsdeck.catalog;

import static dev.opsdeck.catalog.CatalogFolder.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @Test
    void values_of_settings_reach_the_records_but_no_text_of_them(@TempDir Path folder) {
        Catalog catalog = CatalogFolder.airline(folder).loaded();

        ManagedSystem airline = in(catalog.systems(), "airline-tracking");
        assertThat(in(airline.databases(), "main").url())
                .isEqualTo(new Secret("postgresql://airline:h7-runway@db.local/airline"));
        assertThat(catalog.toString()).doesNotContain("h7-runway", "tailwind", "db.local");
    }

    @Test
    void what_must_be_masked_is_each_value_and_the_password_within_it(@TempDir Path folder) {
        Catalog catalog = CatalogFolder.airline(folder).loaded();

        assertThat(catalog.secrets())
                .extracting(Secret::value)
                .contains("postgresql://airline:h7-runway@db.local/airline", "h7-runway", "tailwind");
    }

    @Test
    void a_port_is_not_masked_because_numbers_are_everywhere(@TempDir Path folder) {
        Catalog catalog = CatalogFolder.airline(folder)
                .with("airline.yml", CatalogFolder.AIRLINE.replace("localhost:8080", "localhost:${PORT}"))
                .setting("PORT", "18080")
                .loaded();

        assertThat(catalog.secrets()).extracting(Secret::value).doesNotContain("18080");
    }

    @Test
    void a_setting_can_come_from_a_file_and_has_a_default(@TempDir Path folder, @TempDir Path elsewhere)
            throws IOException {
        Path file = Files.writeString(elsewhere.resolve("url"), "redis://:from-a-file@redis.local\n");
        CatalogFolder catalog = CatalogFolder.airline(folder)
                .with(
                        "airline.yml",
                        CatalogFolder.AIRLINE.replace(
                                "redis: { container: airline-redis", "redis: { container: \"${NAME:-fallback}\""))
                .without("AIRLINE_REDIS_URL")
                .setting("AIRLINE_REDIS_URL_FILE", file.toString());

        ManagedSystem airline = in(catalog.loaded().systems(), "airline-tracking");

        assertThat(in(airline.caches(), "main").url()).isEqualTo(new Secret("redis://:from-a-file@redis.local"));
        assertThat(in(airline.services(), "redis").container()).isEqualTo("fallback");
    }

    @Test
    void problems_do_not_show_the_values_of_settings(@TempDir Path folder) {
        CatalogFolder catalog = CatalogFolder.airline(folder)
                .with("airline.yml", CatalogFolder.AIRLINE.replace("keep: 30d", "keep: \"${KEEP}\""))
                .setting("KEEP", "correct-horse-battery");

        assertThat(catalog.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem.toString())
                .doesNotContain("correct-horse-battery"));
    }
}
