package dev.opsdeck.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known when an incident is declared.
 *
 * @param source what it is declared from, such as {@code run:17}; null for nothing. From each it is declared only once
 */
public record NewIncident(
        String system,
        String title,
        String severity,
        @Nullable String impact,
        String declaredBy,
        String declaredByName,
        Instant began,
        Instant declared,
        @Nullable String source,
        String originChannel) {}
