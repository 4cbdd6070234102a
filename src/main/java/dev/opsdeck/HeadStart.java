package dev.opsdeck;

import dev.opsdeck.catalog.LiveCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slow parts of a start that need no beans, the database and the catalog, begun at once and side by side while the
 * container of beans is read.
 */
final class HeadStart {
    private static final Logger LOG = LoggerFactory.getLogger(HeadStart.class);

    private final CompletableFuture<Database> database;
    private final CompletableFuture<LiveCatalog> catalog;

    private HeadStart(Database.Address address, Path folder) {
        this.database = begin("start-database", () -> Database.open(address));
        this.catalog = begin("start-catalog", () -> CatalogFactory.open(folder, new Settings(System.getenv())));
    }

    /** Begins with the properties of the service. */
    static HeadStart with(Map<String, Object> properties) {
        return new HeadStart(
                new Database.Address(
                        text(properties, "opsdeck.database.url"),
                        text(properties, "opsdeck.database.user"),
                        text(properties, "opsdeck.database.password"),
                        Path.of(String.valueOf(properties.get("opsdeck.home")))),
                Path.of(String.valueOf(properties.get("opsdeck.catalog"))));
    }

    private static @Nullable String text(Map<String, Object> properties, String name) {
        return Objects.toString(properties.get(name), null);
    }

    private static <T> CompletableFuture<T> begin(String name, Supplier<T> part) {
        return CompletableFuture.supplyAsync(
                part, task -> Thread.ofPlatform().daemon().name(name).start(task));
    }

    /**
     * Waits for the database, which belongs to the caller then.
     *
     * @throws Settings.SettingException when it cannot be used
     */
    Database database() {
        return ended(database);
    }

    /**
     * Waits for the catalog, which belongs to the caller then.
     *
     * @throws Settings.SettingException when it has a mistake
     */
    LiveCatalog catalog() {
        return ended(catalog);
    }

    private static <T> T ended(CompletableFuture<T> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The service will not start: what was begun is ended, so that no database server is left behind. */
    void abandon() {
        catalog.thenAccept(LiveCatalog::close);
        try {
            ended(database).close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("Nothing to close: {}", e.toString());
        }
    }
}
