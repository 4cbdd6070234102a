package dev.opsdeck.web;

import dev.opsdeck.flow.AlertIntake;
import dev.opsdeck.routine.Notification;
import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The door for what Alertmanager's webhook posts, version 4. Answers 2xx only when all of it is on record, so that
 * Alertmanager posts again what was not.
 *
 * <p>Answers 503 where no token is set, 401 without the right one, 413 to bodies over 8 MB, 400 to what cannot be read.
 */
@Controller("/alerts/alertmanager")
final class AlertsController {
    static final int LARGEST = 8 * 1024 * 1024;

    private static final String BEARER = "Bearer ";

    private final AlertIntake intake;
    private final @Nullable String token;

    AlertsController(AlertIntake intake, @Nullable @Property(name = "opsdeck.alerts.token") String token) {
        this.intake = intake;
        this.token = token;
    }

    @Post(consumes = MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<String> receive(HttpRequest<byte[]> request, @Nullable @QueryValue String system) {
        if (token == null) {
            return answer(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Alerts are not taken: set OPSDECK_ALERTS_TOKEN, and the same token in Alertmanager's webhook.");
        }
        if (!isAuthorized(request.getHeaders())) {
            return answer(HttpStatus.UNAUTHORIZED, "The bearer token is not the one in OPSDECK_ALERTS_TOKEN.")
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        byte[] body = request.getBody().orElseGet(() -> new byte[0]);
        if (body.length > LARGEST) {
            return answer(
                    HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                    "The body is over 8 MB. Set max_alerts in Alertmanager's webhook.");
        }
        try {
            intake.take(Notification.read(body), Objects.requireNonNullElse(system, ""));
            return answer(HttpStatus.OK, "ok");
        } catch (Notification.UnreadableException e) {
            return answer(HttpStatus.BAD_REQUEST, Objects.requireNonNullElse(e.getMessage(), ""));
        }
    }

    /** Takes as long for a token that is nearly right as for any other. */
    private boolean isAuthorized(HttpHeaders headers) {
        String given = Objects.requireNonNullElse(headers.get(HttpHeaders.AUTHORIZATION), "");
        return given.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && MessageDigest.isEqual(
                        given.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8),
                        String.valueOf(token).getBytes(StandardCharsets.UTF_8));
    }

    private static MutableHttpResponse<String> answer(HttpStatus status, String text) {
        return HttpResponse.<String>status(status)
                .contentType(MediaType.TEXT_PLAIN_TYPE)
                .body(text + "\n");
    }
}
