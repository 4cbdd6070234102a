package dev.opsdeck.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done so that it does not happen again.
 *
 * @param owner Slack id; null while nobody has it
 * @param doneAt null while it is open
 */
public record ActionItem(
        long id,
        String text,
        @Nullable String owner,
        @Nullable String ownerName,
        Instant addedAt,
        @Nullable Instant doneAt) {}
