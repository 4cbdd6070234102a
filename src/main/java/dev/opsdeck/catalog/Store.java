package dev.opsdeck.catalog;

import org.jspecify.annotations.Nullable;

/** Where backups are kept. */
@Doc("Where backups are kept: a map with one key that says what kind of place it is.")
public sealed interface Store {
    /** The store that every system has without declaring it: the folder {@code backups} of opsdeck's own. */
    String LOCAL = "local";

    /** What is held when nothing is declared under that name. */
    Store STANDARD = new Folder(null);

    /** A folder of the machine that opsdeck runs on. */
    @Doc("A folder of the machine that opsdeck runs on.")
    record Folder(
            @Doc("The folder; \"backups\" in opsdeck's own when left out.") @ShortForm @Nullable
            String path) implements Store {}

    /**
     * A bucket of S3 or of what speaks its protocol.
     *
     * @param endpoint null for Amazon's own
     * @param prefix what the names of all objects begin with; empty for nothing
     * @param accessKey null for what the environment of the process says
     */
    @Doc("A bucket of S3, or of storage that speaks its protocol.")
    record S3(
            @Doc("Name of the bucket.") @ShortForm String bucket,

            @Doc("URL of the storage; Amazon's own when left out.") @HttpUrl @Nullable
            String endpoint,

            @Doc("Region.") @Default("us-east-1") String region,

            @Doc("What the names of all objects begin with.") @Default("opsdeck")
            String prefix,

            @Doc("Access key; usually a setting such as ${S3_ACCESS_KEY}.") @Nullable
            Secret accessKey,

            @Doc("Secret key; usually a setting such as ${S3_SECRET_KEY}.") @Nullable
            Secret secretKey)
            implements Store {}
}
