package dev.opsdeck.backup;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Gets at backups that are on record, and puts on record when one turns out not to be good. */
@Singleton
final class Opening {
    static final String LATEST = "latest";

    private final BackupTable table;
    private final BackupStores stores;

    Opening(BackupTable table, BackupStores stores) {
        this.table = table;
        this.stores = stores;
    }

    /** Something that is done with what a backup holds. */
    interface Use<T> {
        T with(Content content) throws IOException, BrokenBackupException;
    }

    /**
     * The backup that was asked for.
     *
     * @param name or {@link #LATEST} for the newest good one
     * @throws TargetException when there is none
     */
    Backup find(ManagedSystem system, String source, String name) {
        Optional<Backup> found = name.equals(LATEST)
                ? table.of(system.name(), source).stream().filter(Backup::good).findFirst()
                : table.find(system.name(), name)
                        .filter(backup -> backup.manifest().source().equals(source));
        return found.orElseThrow(() -> new TargetException(
                name.equals(LATEST)
                        ? "There is no good backup of " + system.name() + "/" + source + ". Take one with: backup "
                                + source
                        : "There is no backup " + name + " of " + system.name() + "/" + source
                                + ". List them with: backup list " + source));
    }

    /**
     * Reads a backup.
     *
     * @throws TargetException when it cannot be read, or is not good; the latter is put on record
     */
    <T> T use(ManagedSystem system, Manifest manifest, Use<T> use) {
        try (BackupStore store = stores.open(system, manifest.store());
                Content content = Content.open(store, manifest)) {
            return use.with(content);
        } catch (BrokenBackupException e) {
            table.broken(manifest.name(), String.valueOf(e.getMessage()));
            throw new TargetException(
                    manifest.name() + " is broken: " + e.getMessage() + ". Use another one, and take a new one soon.",
                    e);
        } catch (NoSuchFileException e) {
            table.broken(manifest.name(), "its file is not in the store");
            throw new TargetException(
                    manifest.name() + " is broken: its file " + manifest.file() + " is not in the store any more.", e);
        } catch (IOException e) {
            throw new TargetException("Could not read " + manifest.name() + ": " + e.getMessage() + ".", e);
        }
    }
}
