package dev.opsdeck.sim.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** The nested elements of a rich text block: which may stand in which. */
final class RichText {
    private static final Set<String> INLINE =
            Set.of("text", "link", "user", "usergroup", "channel", "emoji", "broadcast", "date", "color", "team");

    private static final Map<String, Set<String>> CHILDREN = Map.of(
            "rich_text", Set.of("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"),
            "rich_text_section", INLINE,
            "rich_text_quote", INLINE,
            "rich_text_preformatted", Set.of("text", "link"),
            "rich_text_list", Set.of("rich_text_section"));

    private static final Map<String, String> NEEDS = Map.of(
            "text", "text",
            "link", "url",
            "user", "user_id",
            "usergroup", "usergroup_id",
            "channel", "channel_id",
            "emoji", "name",
            "broadcast", "range",
            "date", "timestamp",
            "raw_text", "text",
            "rich_text_list", "style");

    private RichText() {}

    static void check(Checker checker, JsonNode node, String at) {
        String type = node.path("type").asText();
        String needed = NEEDS.get(type);
        if (needed != null && node.path(needed).isMissingNode()) {
            checker.problem("missing required field: " + needed, at);
        }
        Set<String> allowed = CHILDREN.get(type);
        if (allowed == null) {
            return;
        }
        JsonNode children = node.path("elements");
        if (!children.isArray()) {
            checker.problem("missing required field: elements", at);
        }
        for (int i = 0; i < children.size(); i++) {
            String place = at + "/elements/" + i;
            String child = children.get(i).path("type").asText();
            if (allowed.contains(child)) {
                check(checker, children.get(i), place);
            } else {
                checker.problem("unsupported type: " + child, place + "/type");
            }
        }
    }
}
