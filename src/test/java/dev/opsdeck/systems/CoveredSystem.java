package dev.opsdeck.systems;

import java.nio.file.Files;
import java.nio.file.Path;

/** The systems whose runbooks became catalogs. */
enum CoveredSystem {
    AIRLINE_TRACKING("airline-tracking", "AIR", 95),
    SOCIAL_MEDIA_SCRAPER("social-media-scraper", "SOC", 88),
    SPACEX_LAUNCH_TRACKER("spacex-launch-tracker", "SPX", 134),
    SPHEROSEG("spheroseg", "SPH", 132),
    SPOTEX("spotex", "SPO", 100);

    private final String id;
    private final String prefix;
    private final int procedures;

    CoveredSystem(String id, String prefix, int procedures) {
        this.id = id;
        this.prefix = prefix;
        this.procedures = procedures;
    }

    /** Its name in the catalog, and of its folder. */
    String id() {
        return id;
    }

    /** How many procedures its runbook has. */
    int procedures() {
        return procedures;
    }

    /** The id of its n-th procedure, from 1. */
    String procedure(int number) {
        return "%s-%03d".formatted(prefix, number);
    }

    Path catalog() {
        return Path.of("src", "catalogs", id);
    }

    boolean hasCatalog() {
        return Files.isRegularFile(catalog().resolve(id + ".yml"));
    }
}
