package dev.opsdeck.flow;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.Secret;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Masks what the catalog took from the environment, and what looks like a credential wherever it comes from. */
@Singleton
final class CatalogMasking implements dev.opsdeck.run.Masking, dev.opsdeck.probe.Masking, dev.opsdeck.capture.Masking {
    private final LiveCatalog catalog;
    private volatile Known known = new Known(Set.of(), List.of());

    CatalogMasking(LiveCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public String mask(String text) {
        String masked = text;
        for (String secret : secrets()) {
            masked = masked.replace(secret, SecretShapes.MASK);
        }
        return SecretShapes.mask(masked);
    }

    /** Longest first: one secret may be a part of another. */
    private List<String> secrets() {
        Set<Secret> now = catalog.current().secrets();
        Known last = known;
        if (last.secrets() != now) {
            last = new Known(
                    now,
                    now.stream()
                            .map(Secret::value)
                            .sorted(Comparator.comparing(String::length).reversed())
                            .toList());
            known = last;
        }
        return last.longestFirst();
    }

    /** Sorted once for each catalog: every line of every log comes through here. */
    private record Known(Set<Secret> secrets, List<String> longestFirst) {}
}
