package dev.opsdeck.catalog;

import java.time.Duration;

/** Who is told when an incident stays unanswered that long. */
@Doc("Who is told when an incident stays unanswered.")
public record Escalation(
        @Doc("How long after the incident began.") Duration after,
        @Doc("Whom to page.") String page) {}
