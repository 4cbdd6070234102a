package dev.opsdeck.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names of channels. Slack sends them with commands and clicks, but says {@code privategroup} for every private channel
 * and sends none with events.
 */
@Singleton
final class ChannelNames {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelNames.class);
    private static final Set<String> MEANINGLESS = Set.of("privategroup", "directmessage");
    private static final int MOST = 10_000;

    private final MethodsClient slack;
    private final Cache<String, String> names = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(10))
            .maximumSize(MOST)
            .build();
    private final Cache<String, Boolean> failed = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(30))
            .maximumSize(MOST)
            .build();

    ChannelNames(MethodsClient slack) {
        this.slack = slack;
    }

    /** The channel's name without {@code #}; empty for direct messages and when Slack does not tell. */
    String name(String channel, @Nullable String given) {
        if (given != null && !given.isBlank() && !MEANINGLESS.contains(given)) {
            return given;
        }
        if (channel.startsWith("D") || channel.isBlank()) {
            return "";
        }
        String known = names.getIfPresent(channel);
        return known != null ? known : ask(channel);
    }

    /** A channel got a new name. */
    void forget(String channel) {
        names.invalidate(channel);
    }

    private String ask(String channel) {
        if (failed.getIfPresent(channel) != null) {
            return "";
        }
        try {
            var info = slack.conversationsInfo(request -> request.channel(channel));
            String name = info.getChannel() == null ? null : info.getChannel().getName();
            if (name != null) {
                names.put(channel, name);
                return name;
            }
            LOG.info("The name of channel {} is unknown: {}", channel, info.getError());
        } catch (IOException | SlackApiException e) {
            LOG.info("The name of channel {} is unknown: {}", channel, e.getMessage());
        }
        failed.put(channel, true);
        return "";
    }
}
