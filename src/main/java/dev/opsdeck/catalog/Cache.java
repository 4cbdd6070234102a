package dev.opsdeck.catalog;

import java.util.List;
import java.util.Map;

/**
 * A cache that one of the services serves.
 *
 * @param url how to connect, with credentials
 */
@Doc("A cache that one of the services serves.")
public record Cache(
        @FromKey String name,

        @Doc("Service that serves it.") @RefersTo(RefersTo.Declared.SERVICE)
        String service,

        @Doc("How to connect; usually a setting such as ${SHOP_REDIS_URL}.")
        Secret url,

        @Doc("What is called, one after another, to fill it.")
        List<WebCall> warm,

        @Doc("Settings of the server that can be changed, by name.")
        Map<String, Adjustable> parameters) {}
