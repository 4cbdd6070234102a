package dev.opsdeck.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backup on record.
 *
 * @param verifiedAt when it was last seen to be whole; null when nobody looked since it was written
 * @param verifiedHow in a few words; null with {@code verifiedAt}
 * @param broken why it is not good any more; null while it is
 */
public record Backup(
        Manifest manifest,
        @Nullable Instant verifiedAt,
        @Nullable String verifiedHow,
        @Nullable String broken) {
    public String name() {
        return manifest.name();
    }

    /** Whether it may be restored, as far as is known. */
    public boolean good() {
        return broken == null;
    }
}
