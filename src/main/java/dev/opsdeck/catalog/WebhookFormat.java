package dev.opsdeck.catalog;

/** What a webhook is sent. */
public enum WebhookFormat {
    /** opsdeck's own few keys. */
    PLAIN,
    /** An event of PagerDuty's Events API, version 2. */
    PAGERDUTY
}
