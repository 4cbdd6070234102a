package dev.opsdeck.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How bad an incident is, and what that asks of people.
 *
 * @param respond how soon somebody must have answered
 * @param updateEvery how often an update is due; null for never
 * @param page whom to page at once
 * @param tell names of channels that hear of it besides the system's own
 * @param phases what should be over how long after the incident began, in the order of the file
 * @param postMortem how soon after the end a post-mortem is due; null for none
 */
@Doc("How bad an incident is, and what that asks of people.")
public record Severity(
        @FromKey String name,
        @Doc("What it means.") @Nullable String title,
        @Doc("How soon somebody must have answered.") Duration respond,
        @Doc("How often an update is due.") @Nullable Duration updateEvery,

        @Doc("Whom to page at once: roles or rotations.") @OneOrMany @CalleeName
        List<String> page,

        @Doc("Channels that hear of it besides the system's own, without the #.") @OneOrMany @ChannelName
        List<String> tell,

        @Doc("Phases by name, with how long after the beginning each should be over.")
        Map<String, Duration> phases,

        @Doc("How soon after the end a post-mortem is due.") @JsonProperty("post-mortem") @Nullable
        Duration postMortem) {}
