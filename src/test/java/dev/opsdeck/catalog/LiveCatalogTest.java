package dev.opsdeck.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCatalogTest {
    private static final Duration OFTEN = Duration.ofMillis(20);

    @Test
    void a_changed_file_is_in_force_soon_and_listeners_hear_the_old_and_the_new(@TempDir Path path) {
        CatalogFolder folder = CatalogFolder.airline(path);
        try (LiveCatalog live = LiveCatalog.open(path, folder::lookUp, OFTEN)) {
            List<String> heard = new CopyOnWriteArrayList<>();
            live.onReload((old, now) -> heard.add(title(old) + " → " + title(now)));

            folder.with(
                    "airline.yml", CatalogFolder.AIRLINE.replace("title: Airline Tracking", "title: Flight Tracking"));

            await().untilAsserted(() ->
                    assertThat(heard).containsExactly("Airline Tracking System → Flight Tracking System"));
            assertThat(title(live.current())).isEqualTo("Flight Tracking System");
        }
    }

    @Test
    void a_broken_change_keeps_the_old_catalog_until_it_is_put_right(@TempDir Path path) {
        CatalogFolder folder = CatalogFolder.airline(path);
        try (LiveCatalog live = LiveCatalog.open(path, folder::lookUp, OFTEN)) {
            List<List<Problem>> rejected = new CopyOnWriteArrayList<>();
            live.onRejected(rejected::add);
            Catalog first = live.current();

            folder.with("airline.yml", CatalogFolder.AIRLINE.replace("postgres: {}", "postgress: {}"));

            await().untilAsserted(() -> assertThat(rejected).isNotEmpty());
            assertThat(live.current()).isSameAs(first);
            assertThat(live.state().isUpToDate()).isFalse();
            assertThat(live.state().problems()).isEqualTo(rejected.getLast());

            folder.with("airline.yml", CatalogFolder.AIRLINE);

            await().untilAsserted(() -> assertThat(live.state().isUpToDate()).isTrue());
        }
    }

    @Test
    void a_file_that_an_editor_replaces_by_renaming_is_noticed(@TempDir Path path) throws IOException {
        CatalogFolder folder = CatalogFolder.airline(path);
        try (LiveCatalog live = LiveCatalog.open(path, folder::lookUp, OFTEN)) {
            Path draft = path.resolve(".airline.yml.swp");
            Files.writeString(draft, CatalogFolder.AIRLINE.replace("Airline Tracking System", "Renamed"));
            Files.move(draft, path.resolve("airline.yml"), StandardCopyOption.REPLACE_EXISTING);

            await().untilAsserted(() -> assertThat(title(live.current())).isEqualTo("Renamed"));
        }
    }

    @Test
    void a_mounted_folder_that_is_switched_by_a_link_is_noticed(@TempDir Path path) throws IOException {
        Path mount = Files.createDirectories(path.resolve("mount"));
        version(mount, "..first", CatalogFolder.AIRLINE);
        Path data = Files.createSymbolicLink(mount.resolve("..data"), Path.of("..first"));
        Files.createSymbolicLink(mount.resolve("airline.yml"), Path.of("..data/airline.yml"));
        Files.createSymbolicLink(mount.resolve("access.yml"), Path.of("..data/access.yml"));
        CatalogFolder settings = new CatalogFolder(mount);
        try (LiveCatalog live = LiveCatalog.open(mount, settings::lookUp, OFTEN)) {
            version(mount, "..second", CatalogFolder.AIRLINE.replace("Airline Tracking System", "Switched"));
            Path next = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..second"));
            Files.move(next, data, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

            await().untilAsserted(() -> assertThat(title(live.current())).isEqualTo("Switched"));
        }
    }

    @Test
    void a_listener_that_fails_does_not_keep_the_others_from_hearing(@TempDir Path path) {
        CatalogFolder folder = CatalogFolder.airline(path);
        try (LiveCatalog live = LiveCatalog.open(path, folder::lookUp, OFTEN)) {
            List<String> heard = new CopyOnWriteArrayList<>();
            live.onReload((old, now) -> {
                throw new IllegalStateException("deaf");
            });
            live.onReload((old, now) -> heard.add(title(now)));

            folder.with("airline.yml", CatalogFolder.AIRLINE.replace("Airline Tracking System", "Louder"));

            await().untilAsserted(() -> assertThat(heard).containsExactly("Louder"));
        }
    }

    @Test
    void a_catalog_that_is_broken_at_the_start_is_refused_with_every_problem(@TempDir Path path) {
        CatalogFolder folder = CatalogFolder.airline(path).with("access.yml", "rules: 5");

        assertThatThrownBy(() -> LiveCatalog.open(path, folder::lookUp, OFTEN))
                .isInstanceOf(LiveCatalog.BrokenCatalogException.class)
                .hasMessageContaining("access.yml:1:1: expected a list, found the number 5");
    }

    private static void version(Path mount, String name, String airline) throws IOException {
        Path folder = Files.createDirectories(mount.resolve(name));
        new CatalogFolder(folder).with("airline.yml", airline).with("access.yml", CatalogFolder.ACCESS);
    }

    private static String title(Catalog catalog) {
        return CatalogFolder.in(catalog.systems(), "airline-tracking").title();
    }
}
