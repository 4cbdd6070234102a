package dev.opsdeck.routine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A system that must not be changed.
 *
 * @param until null until somebody unfreezes it
 * @param by Slack user id
 */
public record Freeze(
        String system, @Nullable Instant until, @Nullable String reason, String by, Instant since) {}
