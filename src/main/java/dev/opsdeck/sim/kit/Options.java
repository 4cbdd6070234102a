package dev.opsdeck.sim.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The options that an element offers, grouped or not. */
public final class Options {
    private Options() {}

    /** Every option object of the element, in the order in which a person sees them. */
    public static Stream<JsonNode> of(JsonNode element) {
        Stream<JsonNode> plain = stream(element.path("options"));
        Stream<JsonNode> grouped =
                stream(element.path("option_groups")).flatMap(group -> stream(group.path("options")));
        return Stream.concat(plain, grouped);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
