package dev.opsdeck.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.util.http.SlackHttpClient;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The clients of Slack's Web API that all calls share. */
@Factory
final class SlackClients {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration READ = Duration.ofSeconds(10);
    private static final Duration WRITE = Duration.ofSeconds(30);

    @Singleton
    @Bean(preDestroy = "close")
    Slack slack(SlackSettings settings) {
        var config = new SlackConfig();
        // Only the asynchronous client, which is not used, needs the statistics and their threads.
        config.setStatsEnabled(false);
        config.setProxyUrl(proxyFor(settings.apiUrl()));
        config.setHttpClientReadTimeoutMillis((int) READ.toMillis());
        config.setHttpClientWriteTimeoutMillis((int) WRITE.toMillis());
        String apiUrl = settings.apiUrl();
        if (apiUrl != null && !apiUrl.isBlank()) {
            config.setMethodsEndpointUrlPrefix(apiUrl.endsWith("/") ? apiUrl : apiUrl + "/");
        }
        var http = SlackHttpClient.buildOkHttpClient(config)
                .newBuilder()
                .connectTimeout(CONNECT)
                // A post that was sent again behind our back would stand in the channel twice.
                .retryOnConnectionFailure(false)
                .build();
        var client = new SlackHttpClient(http);
        client.setConfig(config);
        return Slack.getInstance(config, client);
    }

    @Singleton
    MethodsClient methods(Slack slack, SlackSettings settings) {
        return slack.methods(settings.botToken());
    }

    /** A proxy of the environment is for Slack itself; a base of one's own is near and reached directly. */
    private static @Nullable String proxyFor(@Nullable String apiUrl) {
        return apiUrl == null || apiUrl.isBlank() ? new SlackConfig().getProxyUrl() : null;
    }
}
