package dev.opsdeck.sim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A part of a long list, with Slack's cursor to the next. */
record Page<T>(List<T> items, String nextCursor) {
    private static final String PREFIX = "next:";

    /** @param limit items on a page; 0 for all */
    static <T> Page<T> of(List<T> all, Args args, int limit, int most) {
        int wanted = args.whole("limit", limit);
        if (wanted < 0 || wanted > most) {
            throw new SlackError("invalid_limit");
        }
        int size = wanted == 0 ? (limit == 0 ? all.size() : limit) : wanted;
        int start = args.text("cursor").map(Page::decode).orElse(0);
        int end = Math.min(all.size(), start + size);
        if (start > end) {
            throw new SlackError("invalid_cursor");
        }
        return new Page<>(all.subList(start, end), end < all.size() ? encode(end) : "");
    }

    ObjectNode into(ObjectNode body, String field, java.util.function.Function<T, JsonNode> wire) {
        ArrayNode array = body.putArray(field);
        items.forEach(item -> array.add(wire.apply(item)));
        body.set("response_metadata", Json.object().put("next_cursor", nextCursor));
        return body;
    }

    private static String encode(int offset) {
        return Base64.getEncoder().encodeToString((PREFIX + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int decode(String cursor) {
        try {
            String text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith(PREFIX)) {
                return Integer.parseInt(text.substring(PREFIX.length()));
            }
        } catch (IllegalArgumentException e) {
            throw new SlackError("invalid_cursor");
        }
        throw new SlackError("invalid_cursor");
    }
}
