package dev.opsdeck.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What those who wait were told.
 *
 * @param status in a word, as people see it; null where nobody said
 */
public record PublicUpdate(
        long id,
        String template,
        String subject,
        String text,
        @Nullable String status,
        String postedBy,
        String postedByName,
        Instant postedAt) {}
