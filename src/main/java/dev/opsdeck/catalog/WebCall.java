package dev.opsdeck.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A request that makes a service do something.
 *
 * @param token sent as a bearer token; null for none
 */
@Doc("A request that makes a service do something; the URL alone means GET.")
public record WebCall(
        @Doc("URL that is called.") @ShortForm @HttpUrl String url,

        @Doc("How it is called.") @Default("get") Method method,

        @Doc("Bearer token; usually a setting such as ${ADMIN_TOKEN}.") @Nullable
        Secret token) {
    /** The methods that make sense without a body. */
    public enum Method {
        GET,
        POST
    }

    /** As people may read it, without what is secret. */
    public String shown() {
        return method + " " + PublicUrl.of(url);
    }
}
