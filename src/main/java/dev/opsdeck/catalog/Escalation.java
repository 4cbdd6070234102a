package dev.opsdeck.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told when an incident stays unanswered that long.
 *
 * @param severities for which incidents; empty for all
 */
@Doc("Who is told when an incident stays unanswered.")
public record Escalation(
        @Doc("How long after the incident began.") Duration after,

        @Doc("Whom to page: a rotation, a role or a person.") @CalleeName
        String page,

        @Doc("Only for incidents of these severities.")
        @JsonProperty("for")
        @OneOrMany
        @RefersTo(RefersTo.Declared.SEVERITY)
        List<String> severities,

        @Doc("Told as well when this level is reached.") @Nullable
        Webhook webhook) {}
