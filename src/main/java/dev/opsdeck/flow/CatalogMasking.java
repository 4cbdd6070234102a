package dev.opsdeck.flow;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.Secret;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.regex.Pattern;

/** Masks what the catalog took from the environment, and what looks like a credential wherever it comes from. */
@Singleton
final class CatalogMasking implements dev.opsdeck.run.Masking, dev.opsdeck.probe.Masking, dev.opsdeck.capture.Masking {
    private static final String MASK = "•••";

    /** The password in {@code scheme://user:password@host}. */
    private static final Pattern URL_PASSWORD = Pattern.compile("(?<=://[^\\s:/@]{0,80}:)[^\\s@/]+(?=@)");

    /** What follows {@code Bearer}, {@code password=}, {@code "token": } and their like. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:bearer\\s+)|(?:(?:password|passwd|secret|token|api[_-]?key|authorization)[\"']?\\s*[:=]\\s*[\"']?))"
                    + "[^\\s\"',;&]{4,}");

    /** Shapes that give themselves away: Slack and GitHub tokens, AWS key ids, signed web tokens. */
    private static final Pattern SHAPED =
            Pattern.compile("\\b(?:xox[abeprs]-[\\w-]{10,}|xapp-[\\w-]{10,}|gh[pousr]_\\w{20,}"
                    + "|AKIA[A-Z0-9]{16}|eyJ[\\w-]{10,}\\.[\\w-]{10,}\\.[\\w-]{5,})");

    private final LiveCatalog catalog;

    CatalogMasking(LiveCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public String mask(String text) {
        String masked = text;
        for (String secret : catalog.current().secrets().stream()
                .map(Secret::value)
                .sorted(Comparator.comparing(String::length).reversed())
                .toList()) {
            masked = masked.replace(secret, MASK);
        }
        masked = URL_PASSWORD.matcher(masked).replaceAll(MASK);
        masked = NAMED.matcher(masked).replaceAll("$1" + MASK);
        return SHAPED.matcher(masked).replaceAll(MASK);
    }
}
