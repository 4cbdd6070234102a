package dev.opsdeck.sim.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.SlackSim;
import dev.opsdeck.sim.api.SlackError;
import dev.opsdeck.sim.workspace.Json;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;

/** {@code /sim/hooks/…}: response URLs. */
@Controller("/sim/hooks")
@ExecuteOn(TaskExecutors.BLOCKING)
final class HooksController {
    private final SlackSim sim;

    HooksController(SlackSim sim) {
        this.sim = sim;
    }

    @Post(value = "/{kind}/{key}", consumes = MediaType.ALL, produces = MediaType.TEXT_PLAIN)
    HttpResponse<String> post(String kind, String key, HttpRequest<byte[]> request) {
        String body = request.getBody(byte[].class)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        try {
            ObjectNode answer = Forms.json(body);
            sim.delivery().responses.post(key, answer);
            return HttpResponse.ok("ok");
        } catch (JsonProcessingException e) {
            return HttpResponse.badRequest("invalid_payload");
        } catch (SlackError refusal) {
            boolean gone = refusal.code().endsWith("_url");
            HttpStatus status = gone ? HttpStatus.NOT_FOUND : HttpStatus.BAD_REQUEST;
            return HttpResponse.<String>status(status)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Json.write(refusal.body()));
        }
    }
}
