package dev.opsdeck.slack;

import com.slack.api.bolt.App;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.SlackRequestParser;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for what Slack sends over HTTP. Nothing of a request is believed before its signature is.
 *
 * <p>Answers 413 to bodies over 1 MB, 401 to what Slack did not sign in the last five minutes, 400 to what cannot be
 * read, 404 to what nobody handles.
 */
@Controller("/slack/events")
final class EventsController {
    static final int LARGEST = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(EventsController.class);
    private static final List<String> HEADERS_OF_USE = List.of("X-Slack-Retry-Num", "X-Slack-Retry-Reason");

    private final RequestSignature signature;
    private final Door door;
    private final SlackRequestParser parser;

    EventsController(RequestSignature signature, Door door, App app) {
        this.signature = signature;
        this.door = door;
        this.parser = new SlackRequestParser(app.config());
    }

    @Post(consumes = MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> receive(HttpRequest<byte[]> request) {
        byte[] body = request.getBody().orElseGet(() -> new byte[0]);
        if (body.length > LARGEST) {
            return refuse(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "The body is over 1 MB");
        }
        if (WireBody.isCertificateCheck(body)) {
            return HttpResponse.ok();
        }
        HttpHeaders headers = request.getHeaders();
        if (!signature.covers(headers.get("X-Slack-Request-Timestamp"), headers.get("X-Slack-Signature"), body)) {
            return refuse(HttpStatus.UNAUTHORIZED, "Not verified as coming from Slack");
        }
        try {
            String text = WireBody.read(body, headers.get(HttpHeaders.CONTENT_TYPE));
            return toHttp(door.answer(parse(text, headers)));
        } catch (UnreadableException e) {
            LOG.warn("Refused a signed request that cannot be read: {}", e.getMessage());
            return refuse(HttpStatus.BAD_REQUEST, "The request cannot be read");
        }
    }

    private Request<?> parse(String body, HttpHeaders headers) {
        var kept = new HashMap<String, List<String>>();
        HEADERS_OF_USE.forEach(name -> headers.findFirst(name).ifPresent(value -> kept.put(name, List.of(value))));
        var http = SlackRequestParser.HttpRequest.builder()
                .requestUri("/slack/events")
                .queryString(Map.of())
                .requestBody(body)
                .headers(new RequestHeaders(kept))
                .remoteAddress("")
                .build();
        return UnreadableException.unless("a payload with missing or odd fields", () -> parser.parse(http));
    }

    private static HttpResponse<?> refuse(HttpStatus status, String why) {
        return HttpResponse.status(status)
                .contentType(MediaType.TEXT_PLAIN_TYPE)
                .body(why);
    }

    private static HttpResponse<?> toHttp(Response response) {
        MutableHttpResponse<byte[]> http = HttpResponse.status(response.getStatusCode(), reason(response));
        response.getHeaders().forEach((name, values) -> values.forEach(value -> http.header(name, value)));
        String body = response.getBody();
        if (body == null) {
            return http;
        }
        return http.contentType(MediaType.of(response.getContentType())).body(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String reason(Response response) {
        return HttpStatus.valueOf(response.getStatusCode()).getReason();
    }
}
