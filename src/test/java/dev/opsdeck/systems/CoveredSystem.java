package dev.opsdeck.systems;

import java.nio.file.Files;
import java.nio.file.Path;

/** The systems whose runbooks became catalogs. */
enum CoveredSystem {
    AIRLINE_TRACKING("airline-tracking", "AIR", 95, true),
    SOCIAL_MEDIA_SCRAPER("social-media-scraper", "SOC", 88, false),
    SPACEX_LAUNCH_TRACKER("spacex-launch-tracker", "SPX", 134, false),
    SPHEROSEG("spheroseg", "SPH", 132, true),
    SPOTEX("spotex", "SPO", 100, true);

    private final String id;
    private final String prefix;
    private final int procedures;
    private final boolean goneThrough;

    CoveredSystem(String id, String prefix, int procedures, boolean goneThrough) {
        this.id = id;
        this.prefix = prefix;
        this.procedures = procedures;
        this.goneThrough = goneThrough;
    }

    /** Whether its journey was seen to reach its end; one that was not proves nothing and is tagged unfinished. */
    boolean goneThrough() {
        return goneThrough;
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
