package dev.opsdeck.sim.kit;

import static dev.opsdeck.sim.kit.Rule.anyText;
import static dev.opsdeck.sim.kit.Rule.flag;
import static dev.opsdeck.sim.kit.Rule.items;
import static dev.opsdeck.sim.kit.Rule.oneOf;
import static dev.opsdeck.sim.kit.Rule.plain;
import static dev.opsdeck.sim.kit.Rule.someText;
import static dev.opsdeck.sim.kit.Rule.text;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Blocks, what each may hold and on which surface it may stand, after Slack's block reference. */
final class Blocks {
    private static final Set<String> INTERACTIVE = union(
            Elements.SELECTS,
            Elements.MULTI_SELECTS,
            Set.of("button", "overflow", "datepicker", "timepicker", "checkboxes", "radio_buttons"));
    private static final Set<String> IN_ACTIONS = union(INTERACTIVE, Set.of("datetimepicker"));
    private static final Set<String> IN_SECTION = union(INTERACTIVE, Set.of("image"));
    private static final Set<String> IN_INPUT = union(
            Elements.SELECTS,
            Elements.MULTI_SELECTS,
            Set.of("datepicker", "timepicker", "datetimepicker", "checkboxes", "radio_buttons"),
            Set.of("plain_text_input", "email_text_input", "url_text_input", "number_input", "file_input"));

    private static final Set<String> RICH_PARTS =
            Set.of("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote");

    static final Map<String, Shape> ALL = new HashMap<>();

    static {
        add("section")
                .may("text", anyText(3000))
                .may("fields", items(anyText(2000), 1, 10))
                .may("accessory", new Rule.Typed(IN_SECTION))
                .may("expand", flag())
                .also(block ->
                        block.has("text") || block.has("fields") ? null : "must define either `text` or `fields`");
        add("actions").must("elements", items(new Rule.Typed(IN_ACTIONS), 1, 25));
        add("context").must("elements", items(new Rule.Typed(Set.of("image", "plain_text", "mrkdwn")), 1, 10));
        add("divider");
        add("header").must("text", plain(150));
        add("image")
                .must("alt_text", text(2000))
                .may("title", plain(2000))
                .may("image_url", someText(3000))
                .may("slack_file", new Rule.Struct(Objects.SLACK_FILE))
                .exactlyOne("image_url", "slack_file");
        add("input")
                .must("label", plain(2000))
                .must("element", new Rule.Typed(IN_INPUT))
                .may("hint", plain(2000))
                .may("optional", flag())
                .may("dispatch_action", flag());
        add("rich_text").must("elements", items(new Rule.Typed(RICH_PARTS), 1, 1000));
        add("markdown").must("text", someText(12_000));
        add("table")
                .must("rows", items(items(new Rule.Typed(Set.of("raw_text", "rich_text")), 1, 20), 1, 100))
                .may("column_settings", items(new Rule.Anything(), 0, 20));
    }

    /** Where blocks can stand. */
    static final Map<Surface, Set<String>> ON = new EnumMap<>(Surface.class);

    static {
        Set<String> everywhere =
                Set.of("section", "actions", "context", "divider", "header", "image", "input", "rich_text");
        ON.put(Surface.MODAL, everywhere);
        ON.put(Surface.HOME, everywhere);
        ON.put(Surface.MESSAGE, union(everywhere, Set.of("markdown", "table")));
    }

    private Blocks() {}

    private static Shape add(String type) {
        Shape shape = new Shape(type).may("type", oneOf(type)).may("block_id", text(255));
        ALL.put(type, shape);
        return shape;
    }

    @SafeVarargs
    private static Set<String> union(Set<String>... sets) {
        Set<String> all = new HashSet<>();
        for (Set<String> set : sets) {
            all.addAll(set);
        }
        return Set.copyOf(all);
    }
}
