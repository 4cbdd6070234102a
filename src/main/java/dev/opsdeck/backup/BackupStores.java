package dev.opsdeck.backup;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Store;
import dev.opsdeck.plan.TargetException;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Opens the stores that the catalog names. */
@Singleton
final class BackupStores {
    private final Path home;

    BackupStores(@Property(name = "opsdeck.home") String home) {
        this.home = Path.of(home).resolve("backups").toAbsolutePath();
    }

    /**
     * The store of that name.
     *
     * @throws TargetException when the catalog has none
     */
    BackupStore open(ManagedSystem system, String name) {
        Store store = system.store(name)
                .orElseThrow(() -> new TargetException("The catalog has no store " + name + " any more."));
        return switch (store) {
            case Store.Folder folder ->
                new FolderStore(
                        folder.path() == null
                                ? home
                                : Path.of(folder.path()).toAbsolutePath().normalize());
            case Store.S3 bucket -> BucketStore.open(bucket);
        };
    }
}
