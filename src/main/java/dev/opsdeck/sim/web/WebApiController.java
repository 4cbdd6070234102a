package dev.opsdeck.sim.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.SlackSim;
import dev.opsdeck.sim.api.Answer;
import dev.opsdeck.sim.api.Args;
import dev.opsdeck.sim.workspace.Json;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code /sim/api/{method}}: the Web API over HTTP. */
@Controller("/sim/api")
@ExecuteOn(TaskExecutors.BLOCKING)
final class WebApiController {
    private static final String BEARER = "Bearer ";

    private final SlackSim sim;

    WebApiController(SlackSim sim) {
        this.sim = sim;
    }

    @Post(value = "/{method}", consumes = MediaType.ALL)
    HttpResponse<String> post(String method, HttpRequest<byte[]> request) throws InterruptedException {
        return answer(method, request);
    }

    @Get("/{method}")
    HttpResponse<String> get(String method, HttpRequest<byte[]> request) throws InterruptedException {
        return answer(method, request);
    }

    private HttpResponse<String> answer(String method, HttpRequest<byte[]> request) throws InterruptedException {
        ObjectNode args;
        try {
            args = args(request);
        } catch (JsonProcessingException e) {
            return json(HttpResponse.ok(), Json.object().put("ok", false).put("error", "invalid_json"));
        }
        Answer answer = sim.api().call(method, token(request), new Args(args));
        if (answer.closed()) {
            return cut(request);
        }
        MutableHttpResponse<String> response = HttpResponse.<String>status(answer.status(), "");
        answer.headers().forEach(response::header);
        return json(response, answer.body());
    }

    private static ObjectNode args(HttpRequest<byte[]> request) throws JsonProcessingException {
        ObjectNode args = Json.object();
        request.getParameters().forEach((name, values) -> args.put(name, values.getFirst()));
        String body = request.getBody(byte[].class)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        if (!body.isBlank()) {
            boolean json = request.getContentType()
                    .filter(type -> type.getName().equals(MediaType.APPLICATION_JSON))
                    .isPresent();
            args.setAll(json ? Forms.json(body) : Forms.form(body));
        }
        return args;
    }

    private static @Nullable String token(HttpRequest<?> request) {
        String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        return header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : null;
    }

    private static HttpResponse<String> json(MutableHttpResponse<String> response, ObjectNode body) {
        return response.contentType("application/json; charset=utf-8").body(Json.write(body));
    }

    /** Closes the connection under a request, however Micronaut has wrapped it. */
    private static HttpResponse<String> cut(HttpRequest<?> request) {
        HttpRequest<?> innermost = request;
        while (innermost instanceof HttpRequestWrapper<?> wrapper) {
            innermost = wrapper.getDelegate();
        }
        if (innermost instanceof NettyHttpRequest<?> netty) {
            netty.getChannelHandlerContext().channel().close().awaitUninterruptibly();
        }
        return HttpResponse.serverError();
    }
}
