package dev.opsdeck.catalog;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a system is measured and who alerts.
 *
 * @param token bearer token for both; null without one
 */
@Doc("Where the system is measured and who alerts.")
public record Monitoring(
        @Doc("URL of Prometheus.") @HttpUrl @Nullable String prometheus,

        @Doc("URL of Alertmanager.") @HttpUrl @Nullable String alertmanager,

        @Doc("Bearer token for both; usually a setting such as ${PROMETHEUS_TOKEN}.") @Nullable
        Secret token,

        @Doc("Labels by which alerts belong to this system: regular expressions, all of which must match.")
        Map<String, Pattern> alerts) {
    /** Without labels of its own. */
    public Monitoring(@Nullable String prometheus, @Nullable String alertmanager, @Nullable Secret token) {
        this(prometheus, alertmanager, token, Map.of());
    }

    /** Neither. */
    public static final Monitoring NONE = new Monitoring(null, null, null, Map.of());
}
