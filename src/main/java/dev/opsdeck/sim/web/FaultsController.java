package dev.opsdeck.sim.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.SlackSim;
import dev.opsdeck.sim.api.Faults;
import dev.opsdeck.sim.workspace.Json;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;

/** {@code /sim/control/…}: faults, limits and logs. */
@Controller("/sim/control")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FaultsController {
    private static final String OK = "{\"ok\":true}";

    private final SlackSim sim;

    FaultsController(SlackSim sim) {
        this.sim = sim;
    }

    /** Plans a fault: {@code {"method":"chat.update","fault":"rate_limited","seconds":5,"times":3}}. */
    @Post(value = "/faults", consumes = MediaType.ALL)
    String plan(@Body String body) throws JsonProcessingException {
        ObjectNode in = Forms.json(body);
        sim.faults()
                .plan(in.path("method").asText("*"), fault(in), in.path("times").asInt(0));
        return OK;
    }

    @Delete("/faults")
    String clear() {
        sim.faults().clear();
        return OK;
    }

    /** {@code {"duplicates":3,"drop_acks":true,"revoke_token":false}}; what is left out stays as it is. */
    @Post(value = "/deliveries", consumes = MediaType.ALL)
    String deliveries(@Body String body) throws JsonProcessingException {
        ObjectNode in = Forms.json(body);
        if (in.has("duplicates")) {
            sim.faults().duplicateDeliveries(in.path("duplicates").asInt());
        }
        if (in.has("drop_acks")) {
            sim.faults().dropAcks(in.path("drop_acks").asBoolean());
        }
        if (in.has("revoke_token")) {
            sim.faults().revokeToken(in.path("revoke_token").asBoolean());
        }
        return OK;
    }

    /** {@code {"enforced":false}} lets the bot call as often as it likes. */
    @Post(value = "/limits", consumes = MediaType.ALL)
    String limits(@Body String body) throws JsonProcessingException {
        sim.limits().enforce(Forms.json(body).path("enforced").asBoolean(true));
        return OK;
    }

    @Post(value = "/sockets/refresh", consumes = MediaType.ALL)
    String refreshSockets() {
        sim.sockets().refresh();
        return OK;
    }

    @Get("/calls")
    String calls(@QueryValue(defaultValue = "") String method) {
        ArrayNode all = Json.array();
        sim.calls().all().stream()
                .filter(call -> method.isEmpty() || call.method().equals(method))
                .forEach(call -> all.addObject()
                        .put("at", call.at().toString())
                        .put("method", call.method())
                        .put("status", call.status())
                        .put("error", call.error())
                        .set("args", call.args()));
        return Json.write(Json.object().set("calls", all));
    }

    @Get("/deliveries")
    String sent() {
        ArrayNode all = Json.array();
        sim.deliveries().all().forEach(delivery -> all.addObject()
                .put("at", delivery.at().toString())
                .put("type", delivery.type())
                .put("retry", delivery.retry())
                .put("retry_reason", delivery.retryReason())
                .put("ms", delivery.took().toMillis())
                .put("error", delivery.error()));
        return Json.write(Json.object().set("deliveries", all));
    }

    @Delete("/logs")
    String forget() {
        sim.calls().clear();
        sim.deliveries().clear();
        return OK;
    }

    @Error
    HttpResponse<String> wrong(IllegalArgumentException e) {
        return HttpResponse.badRequest(Json.write(Json.object().put("ok", false).put("error", e.getMessage())))
                .contentType(MediaType.APPLICATION_JSON);
    }

    private static Faults.Fault fault(ObjectNode in) {
        String name = in.path("fault").asText();
        return switch (name) {
            case "rate_limited" ->
                new Faults.Fault.RateLimited(
                        Duration.ofSeconds(in.path("seconds").asLong(1)));
            case "server_error" ->
                new Faults.Fault.ServerError(in.path("status").asInt(500));
            case "slow" -> new Faults.Fault.Slow(Duration.ofMillis(in.path("ms").asLong(1000)));
            case "hang" -> new Faults.Fault.Hang();
            case "close" -> new Faults.Fault.Close();
            case "lose_answer" -> new Faults.Fault.LoseAnswer();
            case "refuse" -> new Faults.Fault.Refuse(in.path("error").asText("fatal_error"));
            default -> throw new IllegalArgumentException("No fault " + name);
        };
    }
}
