package dev.opsdeck.probe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A judged answer.
 *
 * @param subject what it is about
 * @param statement what was found, in a sentence or two
 * @param threshold what it was held against and what crossed it; null when nothing did
 * @param evidence null when nobody answered
 */
public record Finding(
        Level level,
        String subject,
        String statement,
        @Nullable String threshold,
        @Nullable Reading evidence,
        Duration took) {}
