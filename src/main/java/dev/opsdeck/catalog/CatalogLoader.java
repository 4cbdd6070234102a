package dev.opsdeck.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a folder of YAML files, one per system and one {@code access.yml}. */
public final class CatalogLoader {
    private CatalogLoader() {}

    /** What came of it. */
    public sealed interface Result {}

    /**
     * A catalog that can be used.
     *
     * @param warnings what is probably a mistake but could be meant
     */
    public record Loaded(Catalog catalog, List<Problem> warnings) implements Result {}

    /** Everything that must be put right, in the order of the files; never empty. */
    public record Rejected(List<Problem> problems) implements Result {}

    /**
     * Reads and checks the catalog.
     *
     * @param folder files that end in {@code .yml} or {@code .yaml}; hidden ones are passed over
     * @param environment looks up a setting by its name, as {@code System.getenv} would
     */
    public static Result load(Path folder, Function<String, Optional<String>> environment) {
        return load(folder, environment, false);
    }

    /** As {@link #load}, and asks the schema even where the records do not object; slower by a second. */
    public static Result validate(Path folder, Function<String, Optional<String>> environment) {
        return load(folder, environment, true);
    }

    private static Result load(Path folder, Function<String, Optional<String>> environment, boolean thorough) {
        try {
            return CatalogFiles.read(folder).load(environment, thorough);
        } catch (IOException e) {
            return new Rejected(List.of(new Problem(
                    folder.toString(),
                    0,
                    0,
                    "",
                    "the catalog's folder cannot be read",
                    "Check that it exists and that opsdeck may read it.")));
        }
    }
}
