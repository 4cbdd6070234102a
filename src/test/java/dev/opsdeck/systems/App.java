package dev.opsdeck.systems;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An HTTP service to start in the place of an application; {@code app.pl} says what it does.
 *
 * @param port within its container, as in the runbook
 * @param image null for that of all stand-ins
 */
record App(
        String service,
        int port,
        @org.jspecify.annotations.Nullable String image,
        Map<String, String> environment) {
    App {
        environment = Map.copyOf(environment);
    }

    static App of(String service, int port) {
        return new App(service, port, null, Map.of("SERVICE", service, "PORT", String.valueOf(port)));
    }

    /** Where its health is, when not at {@code /health}. */
    App health(String path) {
        return with("HEALTH", path);
    }

    /** What its health says when it is well. */
    App saying(String body) {
        return with("HEALTH_BODY", body);
    }

    /** It is well only while that database answers. */
    App using(StandInDatabase database) {
        return with("DATABASE", database.conninfo());
    }

    /** It is well only while that Redis answers. */
    App usingRedis(StandIn redis) {
        return with("REDIS", redis.service() + ":6379");
    }

    /** It is well only while these URLs answer. */
    App needing(String... urls) {
        return with("UPSTREAMS", String.join(" ", urls));
    }

    /** Started from an image of the caller's, which must be made from {@link StandIns#IMAGE}. */
    App from(String name) {
        return new App(service, port, name, environment);
    }

    App with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new App(service, port, image, more);
    }

    List<String> variables() {
        return environment.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList();
    }
}
