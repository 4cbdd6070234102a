package dev.opsdeck.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    /**
     * Checks several catalogs as if they were one. People, roles and rules of the same name must be the same in all of
     * them, and count once; files are named with their folder.
     */
    public static Result validate(List<Path> folders, Function<String, Optional<String>> environment) {
        if (folders.size() == 1) {
            return validate(folders.getFirst(), environment);
        }
        Map<String, String> texts = new TreeMap<>();
        List<Problem> unreadable = new ArrayList<>();
        for (Path folder : folders) {
            try {
                CatalogFiles.read(folder)
                        .texts()
                        .forEach((file, text) -> texts.put(folder.resolve(file).toString(), text));
            } catch (IOException e) {
                unreadable.add(unreadable(folder));
            }
        }
        return unreadable.isEmpty()
                ? new CatalogFiles(texts).load(environment, true)
                : new Rejected(List.copyOf(unreadable));
    }

    private static Result load(Path folder, Function<String, Optional<String>> environment, boolean thorough) {
        try {
            return CatalogFiles.read(folder).load(environment, thorough);
        } catch (IOException e) {
            return new Rejected(List.of(unreadable(folder)));
        }
    }

    private static Problem unreadable(Path folder) {
        return new Problem(
                folder.toString(),
                0,
                0,
                "",
                "the catalog's folder cannot be read",
                "Check that it exists and that opsdeck may read it.");
    }
}
