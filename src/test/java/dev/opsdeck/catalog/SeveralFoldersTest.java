package dev.opsdeck.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralFoldersTest {
    private static final String ACCESS = """
            roles:
              viewer: { everyone: true }
              operator: { groups: [sre] }
            rules:
              - { name: look, allow: read, to: viewer }
              - { name: databases, allow: change, on: ["*/postgres", "*/db"], to: operator }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private CatalogFolder airline;

    @SuppressWarnings("NullAway.Init")
    private CatalogFolder shop;

    @BeforeEach
    void two_catalogs() throws IOException {
        airline = CatalogFolder.airline(Files.createDirectory(folder.resolve("airline")))
                .with(
                        "airline.yml",
                        CatalogFolder.AIRLINE
                                .replace("page: team-lead", "page: operator")
                                .replace("leads: lead", "leads: operator"))
                .with("access.yml", ACCESS);
        shop = new CatalogFolder(Files.createDirectory(folder.resolve("shop")))
                .with("shop.yml", "system: shop\nruntime: docker\nchannels: { ops: shop-ops }\nservices: { db: {} }\n")
                .with("access.yml", ACCESS);
    }

    @Test
    void what_several_say_alike_counts_once() {
        CatalogLoader.Result result = together();

        assertThat(result).isInstanceOf(CatalogLoader.Loaded.class);
        CatalogLoader.Loaded loaded = (CatalogLoader.Loaded) result;
        assertThat(loaded.catalog().systems()).containsOnlyKeys("airline-tracking", "shop");
        assertThat(loaded.catalog().access().rules())
                .extracting(AccessRules.Rule::name)
                .containsExactly("look", "databases");
    }

    @Test
    void a_pattern_of_a_shared_rule_may_be_for_the_other_system() {
        assertThat(shop.load())
                .isInstanceOfSatisfying(CatalogLoader.Loaded.class, loaded -> assertThat(loaded.warnings())
                        .isEmpty());
    }

    @Test
    void a_pattern_of_a_shared_rule_that_looks_misspelt_is_worth_a_word() {
        shop.with("access.yml", ACCESS.replace("*/postgres", "*/dbb"));

        assertThat(shop.load())
                .isInstanceOfSatisfying(CatalogLoader.Loaded.class, loaded -> assertThat(loaded.warnings())
                        .singleElement()
                        .asString()
                        .contains("nothing is called \"*/dbb\"", "Did you mean \"*/db\"?"));
    }

    @Test
    void what_they_say_differently_under_one_name_is_a_problem_in_its_place() {
        shop.with("access.yml", ACCESS.replace("groups: [sre]", "groups: [ops]").replace("read,", "\"*\","));

        assertThat(problems())
                .anySatisfy(problem -> assertThat(problem)
                        .contains("access.yml:3:", "this is not what", "airline", "says under the same name"))
                .anySatisfy(problem -> assertThat(problem).contains("access.yml:5:", "use another name"))
                .hasSize(2);
    }

    @Test
    void each_folder_needs_its_own_rules_and_systems_and_a_channel_belongs_to_one() throws IOException {
        shop.with("shop.yml", "system: shop\nruntime: docker\nchannels: { ops: airline-ops }\nservices: { db: {} }\n");
        Files.delete(shop.path().resolve("access.yml"));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        new CatalogFolder(empty).with("access.yml", ACCESS);

        assertThat(problems(airline.path(), shop.path(), empty))
                .anySatisfy(problem -> assertThat(problem).contains("shop", "there is no access.yml"))
                .anySatisfy(problem -> assertThat(problem).contains("empty", "there is no system"))
                .anySatisfy(problem -> assertThat(problem).contains("shop.yml:3:", "belongs to the system"));
    }

    private CatalogLoader.Result together() {
        return CatalogLoader.validate(List.of(airline.path(), shop.path()), airline::lookUp);
    }

    private List<String> problems() {
        return problems(airline.path(), shop.path());
    }

    private List<String> problems(Path... folders) {
        return CatalogLoader.validate(List.of(folders), airline::lookUp) instanceof CatalogLoader.Rejected rejected
                ? rejected.problems().stream().map(Problem::toString).toList()
                : List.of();
    }
}
