package dev.opsdeck.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How bad an incident is, and what that asks of people.
 *
 * @param respond how soon somebody must have answered
 * @param updateEvery how often an update is due; null for never
 */
@Doc("How bad an incident is, and what that asks of people.")
public record Severity(
        @FromKey String name,
        @Doc("What it means.") @Nullable String title,
        @Doc("How soon somebody must have answered.") Duration respond,
        @Doc("How often an update is due.") @Nullable Duration updateEvery) {}
