package dev.opsdeck.catalog;

import static dev.opsdeck.catalog.CatalogFolder.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogLoaderTest {
    @Test
    void everything_that_a_catalog_can_say_is_read(@TempDir Path folder) {
        Catalog catalog = CatalogFolder.airline(folder).loaded();

        ManagedSystem airline = in(catalog.systems(), "airline-tracking");
        assertThat(airline.runtime()).isEqualTo(new Runtime.Docker("airline", null, null));
        assertThat(airline.services().keySet())
                .containsExactly("api-gateway", "flightdata", "postgres", "redis", "kafka");
        assertThat(in(airline.services(), "flightdata").health())
                .isEqualTo(new Health("http://localhost:8081/health", 200, Duration.ofSeconds(30)));
        assertThat(in(airline.playbooks(), "api-gateway-down").diagnose())
                .contains(
                        new StepSpec.Logs("api-gateway", 100, null, null, null, null, null),
                        new StepSpec.Health("api-gateway"));
        assertThat(in(airline.checklists(), "daily").items())
                .containsExactly(
                        new StepSpec.Check("health"),
                        new StepSpec.Manual("Review the error log", null, Duration.ofHours(24)));
        assertThat(catalog.access().rules())
                .last()
                .isEqualTo(new AccessRules.Rule(
                        "rule 4",
                        AccessRules.Effect.ALLOW,
                        List.of(Risk.DESTRUCTIVE),
                        List.of(),
                        List.of("*/postgres"),
                        List.of(),
                        List.of("operator"),
                        new AccessRules.Approval("lead", 2, Duration.ofMinutes(15))));
    }
}
