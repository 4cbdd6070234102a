package dev.opsdeck.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a new version of the system gets into service. Whatever is left out is not done.
 *
 * @param services empty for all that do not serve a database, cache or queue
 * @param before a failure of one of these stops the deployment before anything is changed
 * @param migrate between fetching the new version and rolling it out
 * @param after a failure of one of these puts the old version back
 */
@Doc("How a new version of the system gets into service.")
public record Deployment(
        @Doc("Services that get the version; all but databases and caches when left out.")
        @RefersTo(RefersTo.Declared.SERVICE)
        List<String> services,

        @Doc("What must go well before anything is changed: checks, a backup.") List<RunbookStep> before,
        @Nullable Code code,
        @Nullable Configuration configuration,

        @Doc("Build the images instead of fetching them.") @Default("false")
        boolean build,

        @Doc("What migrates the data to the new version.") List<RunbookStep> migrate,
        @Doc("What proves that the new version works: smoke tests; a failure puts the old one back.") List<RunbookStep> after) {
    public static final Deployment USUAL =
            new Deployment(List.of(), List.of(), null, null, false, List.of(), List.of());

    /**
     * The working copy that the system is built or run from.
     *
     * @param host null for this machine
     */
    @Doc("The git working copy that the system is built or run from.")
    public record Code(
            @Doc("Folder of the working copy.") @ShortForm String folder,

            @Doc("Host; this machine when left out.") @RefersTo(RefersTo.Declared.HOST) @Nullable
            String host,

            @Doc("What is checked out where no version is named.") @Default("main")
            String branch,

            @Doc("Where new commits are fetched from; nothing is fetched when empty.") @Default("origin")
            String remote)
            implements Upkeep.Placed {
        @Override
        public String name() {
            return folder;
        }

        @Override
        public @Nullable String service() {
            return null;
        }
    }

    /**
     * Files that a version needs and that no image holds.
     *
     * @param host null for this machine
     */
    @Doc("Files that are saved with each release, so that a rollback can put them back.")
    public record Configuration(
            @Doc("Files, by absolute path.") @ShortForm @NotEmpty List<String> files,

            @Doc("Host; this machine when left out.") @RefersTo(RefersTo.Declared.HOST) @Nullable
            String host)
            implements Upkeep.Placed {
        @Override
        public String name() {
            return String.join(", ", files);
        }

        @Override
        public @Nullable String service() {
            return null;
        }
    }
}
