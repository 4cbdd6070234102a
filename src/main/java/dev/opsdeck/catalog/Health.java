package dev.opsdeck.catalog;

import java.time.Duration;

/**
 * The service's own health check over HTTP.
 *
 * @param http the URL that is asked with GET
 * @param expect the status that means healthy
 * @param within how long after a start the service may take to become healthy
 */
@Doc("The service's own health check over HTTP; the URL alone is enough.")
public record Health(
        @Doc("URL that is asked with GET.") @ShortForm @HttpUrl
        String http,

        @Doc("HTTP status that means healthy.") @Default("200") @Range(min = 100, max = 599)
        int expect,

        @Doc("How long after a start the service may take to become healthy.") @Default("30s")
        Duration within) {}
