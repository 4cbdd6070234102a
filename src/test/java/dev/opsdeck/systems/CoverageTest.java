package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.CatalogLoader;
import dev.opsdeck.catalog.ManagedSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The inventories agree with the catalogs, with the journeys, and with the page that tells of them. */
final class CoverageTest {
    /** Those that are complete, and have a catalog. */
    static Stream<Inventory> inventories() {
        return Coverage.inventories().stream()
                .filter(inventory -> inventory.system().hasCatalog())
                .filter(inventory ->
                        inventory.procedures().size() >= inventory.system().procedures());
    }

    @Test
    void all_five_systems_are_covered() {
        assertThat(inventories().map(Inventory::system)).containsExactly(CoveredSystem.values());
    }

    @Test
    void the_page_says_what_the_inventories_say() throws IOException {
        if (Boolean.getBoolean("coverage.write")) {
            Files.writeString(Coverage.PAGE, Coverage.page());
        }

        assertThat(Coverage.PAGE).hasContent(Coverage.page());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("inventories")
    void every_procedure_appears_once(Inventory inventory) {
        CoveredSystem system = inventory.system();

        assertThat(inventory.procedures().stream().map(Procedure::id))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, system.procedures())
                        .mapToObj(system::procedure)
                        .toList());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("inventories")
    void what_an_inventory_names_is_in_the_catalog(Inventory inventory) {
        Whereabouts whereabouts = whereabouts(inventory.system());

        SoftAssertions.assertSoftly(softly -> inventory.procedures().forEach(procedure -> softly.assertThat(
                        whereabouts.missing(procedure.by()))
                .as(procedure.id())
                .isEmpty()));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("inventories")
    void only_what_a_person_does_is_proved_by_hand(Inventory inventory) {
        assertThat(inventory.procedures())
                .allMatch(procedure -> procedure.proof() != Proof.PERSON || isAPersons(procedure.by()));
    }

    private static boolean isAPersons(Way way) {
        return way instanceof Way.ByPerson
                || way instanceof Way.OfRunbook(String ignored, String step) && step.startsWith("manual")
                || way instanceof Way.OfChecklist(String list, String item) && item.startsWith("manual");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("inventories")
    void the_journey_carries_out_what_is_not_proved_by_hand(Inventory inventory) throws IOException {
        String journey = source(inventory.system());

        assertThat(journey).as("the journey's end").contains("everythingWasCarriedOut()");
        assertThat(inventory.procedures().stream()
                        .filter(procedure -> procedure.proof() != Proof.PERSON)
                        .map(Procedure::id))
                .allMatch(id -> journey.contains('"' + id + '"'), "is carried out");
    }

    @Test
    void the_catalogs_are_fine_together() {
        List<Path> folders = Arrays.stream(CoveredSystem.values())
                .filter(CoveredSystem::hasCatalog)
                .map(CoveredSystem::catalog)
                .toList();

        assertThat(CatalogLoader.validate(folders, name -> folders.stream()
                        .flatMap(folder -> Settings.toRead(folder).apply(name).stream())
                        .findFirst()))
                .isInstanceOf(CatalogLoader.Loaded.class);
    }

    private static Whereabouts whereabouts(CoveredSystem system) {
        CatalogLoader.Result result = CatalogLoader.validate(system.catalog(), Settings.toRead(system.catalog()));
        assertThat(result).isInstanceOf(CatalogLoader.Loaded.class);
        Catalog catalog = ((CatalogLoader.Loaded) result).catalog();
        ManagedSystem managed = Objects.requireNonNull(catalog.systems().get(system.id()));
        return new Whereabouts(catalog, managed);
    }

    /** The tests that are named for the system, such as SpotexTest. */
    private static String source(CoveredSystem system) throws IOException {
        String name = Arrays.stream(system.id().split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
        Path folder = Path.of("src", "test", "java", "dev", "opsdeck", "systems");
        try (Stream<Path> files = Files.list(folder)) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith(name))
                    .sorted()
                    .toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }
}
