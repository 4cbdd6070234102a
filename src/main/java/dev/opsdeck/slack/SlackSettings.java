package dev.opsdeck.slack;

import io.micronaut.context.annotation.ConfigurationProperties;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Slack and how Slack proves itself.
 *
 * @param signingSecret null in Socket Mode; without it no HTTP request is believed
 * @param appToken null in HTTP mode
 * @param apiUrl base of the Web API; null for Slack's own
 */
@ConfigurationProperties("opsdeck.slack")
record SlackSettings(
        @Nullable String signingSecret,
        String botToken,
        @Nullable String appToken,
        @Nullable String apiUrl) {
    /** Names no value: settings end up in logs. */
    @Override
    public String toString() {
        return "SlackSettings[]";
    }
}
