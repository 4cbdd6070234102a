package dev.opsdeck.testing;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.CatalogLoader;
import dev.opsdeck.catalog.ManagedSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A system as its file declares it, read by the product's own loader. */
public final class Declared {
    private static final String ACCESS = """
            roles: { viewer: { everyone: true } }
            rules: [ { allow: read, to: viewer } ]
            """;

    private Declared() {}

    /** @param yaml a system's file, without settings */
    public static ManagedSystem system(String yaml) {
        return catalog(yaml).systems().values().iterator().next();
    }

    /** @param yaml a system's file, without settings */
    public static Catalog catalog(String yaml) {
        try {
            Path folder = Files.createTempDirectory("catalog");
            Files.writeString(folder.resolve("access.yml"), ACCESS);
            Files.writeString(folder.resolve("system.yml"), yaml);
            return switch (CatalogLoader.load(folder, _ -> Optional.empty())) {
                case CatalogLoader.Loaded loaded -> loaded.catalog();
                case CatalogLoader.Rejected rejected -> throw new AssertionError(rejected.problems());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
