package dev.opsdeck.sim.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.kit.Problem;
import dev.opsdeck.sim.workspace.Json;
import java.util.List;

/** A refusal of the Web API: {@code {"ok":false,"error":…}}. */
public final class SlackError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient List<Problem> problems;

    public SlackError(String code) {
        this(code, List.of());
    }

    /** @param problems the places in blocks or a view that Slack names in its answer */
    public SlackError(String code, List<Problem> problems) {
        super(code, null, false, false);
        this.code = code;
        this.problems = List.copyOf(problems);
    }

    /** A refusal of one argument. */
    static SlackError argument(String reason, String argument) {
        return new SlackError("invalid_arguments", List.of(new Problem(reason, "/" + argument)));
    }

    public String code() {
        return code;
    }

    public ObjectNode body() {
        ObjectNode body = Json.object().put("ok", false).put("error", code);
        if (!problems.isEmpty()) {
            ArrayNode errors = body.putArray("errors");
            problems.forEach(problem -> errors.add(problem.toString()));
            ArrayNode messages = body.putObject("response_metadata").putArray("messages");
            problems.forEach(problem -> messages.add("[ERROR] " + problem));
        }
        return body;
    }
}
