package dev.opsdeck.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A service that pages people by other ways than Slack.
 *
 * @param url usually a setting: whoever knows it can page
 * @param key the routing key that PagerDuty gives; null for the plain format
 */
@Doc("A service that pages people by other ways than Slack.")
public record Webhook(
        @Doc("Where a page is posted; usually a setting such as ${PAGER_URL}.") @ShortForm @HttpUrl
        Secret url,

        @Doc("What is posted: plain JSON, or an event as PagerDuty wants it.") @Default("plain")
        WebhookFormat format,

        @Doc("Routing key for PagerDuty; usually a setting such as ${PAGERDUTY_KEY}.") @Nullable
        Secret key) {}
