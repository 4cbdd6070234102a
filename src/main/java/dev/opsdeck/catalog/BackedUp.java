package dev.opsdeck.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something besides a database that is backed up: a snapshot of Redis, a directory, or files.
 *
 * @param redis cache whose snapshot it is; null for files
 * @param directory folder with all that is in it; null for something else
 * @param files single files; empty for something else
 * @param service in whose container the directory or the files are; null for elsewhere
 */
@Doc("Something besides a database that is backed up: a snapshot of Redis, a directory, or files.")
public record BackedUp(
        @FromKey String name,

        @Doc("Cache whose snapshot is taken.") @RefersTo(RefersTo.Declared.CACHE) @Nullable
        String redis,

        @Doc("Folder, from / on; all that is in it.") @Nullable
        String directory,

        @Doc("Single files, such as configuration, from / on.") @OneOrMany
        List<String> files,

        @Doc("Service in whose container the folder or the files are; this machine when left out.")
        @RefersTo(RefersTo.Declared.SERVICE)
        @Nullable
        String service,

        @Nullable BackupRule backup)
        implements BackupSource {
    @Override
    public @Nullable String serves() {
        return service;
    }
}
