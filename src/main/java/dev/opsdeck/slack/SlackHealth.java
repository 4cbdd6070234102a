package dev.opsdeck.slack;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.reactivestreams.Publisher;

/** Whether Slack accepts the bot token and, in Socket Mode, whether the socket is open; as last seen, without asking. */
@Singleton
@Requires(property = "opsdeck.slack.bot-token")
final class SlackHealth implements HealthIndicator {
    private final SlackIdentity identity;
    private final Optional<SocketMode> socket;

    SlackHealth(SlackIdentity identity, Optional<SocketMode> socket) {
        this.identity = identity;
        this.socket = socket;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        String token = identity.problem();
        String open = socket.map(SocketMode::problem).orElse(null);
        var details = new LinkedHashMap<String, String>();
        details.put("token", token == null ? "accepted" : token);
        socket.ifPresent(mode -> details.put("socket", open == null ? "open" : open));
        var bot = identity.known();
        if (bot != null) {
            details.put("workspace", bot.teamName());
        }
        var status = token == null && open == null ? HealthStatus.UP : HealthStatus.DOWN;
        return Publishers.just(
                HealthResult.builder("slack", status).details(details).build());
    }
}
