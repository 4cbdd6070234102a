package dev.opsdeck.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Who is told when an incident stays unanswered that long. */
@Doc("Who is told when an incident stays unanswered.")
public record Escalation(
        @Doc("How long after the incident began.") Duration after,
        @Doc("Whom to page: a rotation, a role or a person.") String page,
        @Doc("Told as well when this level is reached.") @Nullable Webhook webhook) {}
