package dev.opsdeck.sim.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Bodies of requests as JSON objects. */
final class Forms {
    private Forms() {}

    static ObjectNode form(String body) {
        ObjectNode values = Json.object();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    static ObjectNode json(String body) throws JsonProcessingException {
        return Json.parse(body) instanceof ObjectNode object ? object : Json.object();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
