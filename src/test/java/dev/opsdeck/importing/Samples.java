package dev.opsdeck.importing;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.CatalogLoader;
import dev.opsdeck.catalog.ManagedSystem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The runbooks of the tests, and what the loader makes of their drafts. */
final class Samples {
    private static final String GUIDE = "guide";

    private Samples() {}

    static Stream<String> names() {
        return Stream.of("compose", "kubernetes", "django-celery", "node-prisma", "plain-host", GUIDE);
    }

    static byte[] runbook(String name) {
        if (name.equals(GUIDE)) {
            return guide();
        }
        try (InputStream in = Samples.class.getResourceAsStream("/runbooks/" + name + ".md")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The runbook that the guide goes through. */
    private static byte[] guide() {
        try {
            return Files.readAllBytes(Path.of("src/docs/examples/parcel-lockers.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Draft draft(String name) {
        return RunbookImport.of(name + ".md", runbook(name));
    }

    static Draft of(String markdown) {
        return RunbookImport.of("sample.md", markdown.getBytes(StandardCharsets.UTF_8));
    }

    /** What {@code validate} says once the settings that the draft asks for are there, and no others. */
    static CatalogLoader.Result validated(Draft draft, Path folder) {
        try {
            for (var file : draft.files().entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return CatalogLoader.validate(
                folder,
                name -> draft.settings().contains(name)
                        ? Optional.of(
                                name.endsWith("_URL")
                                        ? "https://"
                                                + name.toLowerCase(java.util.Locale.ROOT)
                                                        .replace('_', '-') + ".example"
                                        : "a-value")
                        : Optional.empty());
    }

    /** The one system of the draft. */
    static ManagedSystem system(Draft draft, Path folder) {
        if (!(validated(draft, folder) instanceof CatalogLoader.Loaded(Catalog catalog, var _))) {
            throw new AssertionError(validated(draft, folder) + "\n" + draft.files());
        }
        return catalog.systems().values().iterator().next();
    }
}
