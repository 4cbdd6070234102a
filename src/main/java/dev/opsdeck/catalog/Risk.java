package dev.opsdeck.catalog;

/** What a step may do to the world, mildest first. */
public enum Risk {
    /** Observes only. */
    READ,
    /** Alters running state or configuration and can be taken back. */
    CHANGE,
    /** Deletes or overwrites data, sessions, queued work, containers or secrets. */
    DESTRUCTIVE;

    /** The word used in the catalog and in messages. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The worse of the two. */
    public Risk or(Risk other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
