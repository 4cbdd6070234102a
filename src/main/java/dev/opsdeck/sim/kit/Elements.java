package dev.opsdeck.sim.kit;

import static dev.opsdeck.sim.kit.Rule.flag;
import static dev.opsdeck.sim.kit.Rule.items;
import static dev.opsdeck.sim.kit.Rule.oneOf;
import static dev.opsdeck.sim.kit.Rule.plain;
import static dev.opsdeck.sim.kit.Rule.someText;
import static dev.opsdeck.sim.kit.Rule.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Block elements and their limits, after Slack's block element reference. */
final class Elements {
    static final Set<String> SELECTS =
            Set.of("static_select", "external_select", "users_select", "conversations_select", "channels_select");
    static final Set<String> MULTI_SELECTS = Set.of(
            "multi_static_select",
            "multi_external_select",
            "multi_users_select",
            "multi_conversations_select",
            "multi_channels_select");

    private static final Rule DATE = new Rule.Matching(Pattern.compile("\\d{4}-\\d{2}-\\d{2}"), "YYYY-MM-DD");
    private static final Rule TIME = new Rule.Matching(Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d"), "HH:mm");
    private static final Rule IDS = items(someText(255), 1, 100);
    private static final Rule OPTIONS = items(new Rule.Struct(Objects.OPTION), 1, 100);
    private static final Rule TEN_OPTIONS = items(new Rule.Struct(Objects.RICH_OPTION), 1, 10);

    static final Map<String, Shape> ALL = new LinkedHashMap<>();

    static {
        buttons();
        images();
        selects("", false);
        selects("multi_", true);
        choices();
        dates();
        inputs();
    }

    private Elements() {}

    private static Shape add(Shape shape) {
        ALL.put(shape.type, shape);
        return shape.may("type", oneOf(shape.type));
    }

    private static Shape interactive(String type) {
        return add(new Shape(type)).may("action_id", someText(255));
    }

    private static Shape confirmable(String type) {
        return interactive(type).may("confirm", new Rule.Struct(Objects.CONFIRM));
    }

    private static Shape field(String type) {
        return confirmable(type).may("placeholder", plain(150)).may("focus_on_load", flag());
    }

    private static void buttons() {
        confirmable("button")
                .must("text", plain(75))
                .may("value", text(2000))
                .may("url", text(3000))
                .may("style", oneOf("primary", "danger"))
                .may("accessibility_label", text(75));
        confirmable("overflow").must("options", items(new Rule.Struct(Objects.OVERFLOW_OPTION), 1, 5));
    }

    private static void images() {
        add(new Shape("image"))
                .must("alt_text", text(2000))
                .may("image_url", someText(3000))
                .may("slack_file", new Rule.Struct(Objects.SLACK_FILE))
                .exactlyOne("image_url", "slack_file");
    }

    private static void selects(String prefix, boolean several) {
        Shape fixed = select(prefix + "static_select", several)
                .may("options", OPTIONS)
                .may("option_groups", items(new Rule.Struct(Objects.OPTION_GROUP), 1, 100))
                .exactlyOne("options", "option_groups");
        initial(fixed, "option", new Rule.Struct(Objects.OPTION), several);
        fixed.also(Elements::initialOptionExists);
        Shape external = select(prefix + "external_select", several).may("min_query_length", new Rule.Whole(0, 3000));
        initial(external, "option", new Rule.Struct(Objects.OPTION), several);
        initial(select(prefix + "users_select", several), "user", someText(255), several);
        Shape channels = select(prefix + "channels_select", several);
        initial(channels, "channel", someText(255), several);
        Shape conversations = select(prefix + "conversations_select", several)
                .may("default_to_current_conversation", flag())
                .may("filter", new Rule.Struct(Objects.CONVERSATION_FILTER));
        initial(conversations, "conversation", someText(255), several);
        if (!several) {
            channels.may("response_url_enabled", flag());
            conversations.may("response_url_enabled", flag());
        }
    }

    private static Shape select(String type, boolean several) {
        Shape shape = field(type);
        return several ? shape.may("max_selected_items", new Rule.Whole(1, 100)) : shape;
    }

    private static void initial(Shape shape, String name, Rule one, boolean several) {
        Rule many = one instanceof Rule.Struct ? items(one, 1, 100) : IDS;
        shape.may(several ? "initial_" + name + "s" : "initial_" + name, several ? many : one);
    }

    private static void choices() {
        confirmable("checkboxes")
                .must("options", TEN_OPTIONS)
                .may("initial_options", TEN_OPTIONS)
                .may("focus_on_load", flag())
                .also(Elements::initialOptionExists);
        confirmable("radio_buttons")
                .must("options", TEN_OPTIONS)
                .may("initial_option", new Rule.Struct(Objects.RICH_OPTION))
                .may("focus_on_load", flag())
                .also(Elements::initialOptionExists);
    }

    private static void dates() {
        field("datepicker").may("initial_date", DATE);
        field("timepicker").may("initial_time", TIME).may("timezone", someText(255));
        confirmable("datetimepicker")
                .may("focus_on_load", flag())
                .may("initial_date_time", new Rule.Whole(1_000_000_000L, 9_999_999_999L));
    }

    private static void inputs() {
        typed("plain_text_input")
                .may("multiline", flag())
                .may("min_length", new Rule.Whole(0, 3000))
                .may("max_length", new Rule.Whole(1, 3000));
        typed("email_text_input");
        typed("url_text_input");
        typed("number_input")
                .must("is_decimal_allowed", flag())
                .may("min_value", text(255))
                .may("max_value", text(255));
        interactive("file_input")
                .may("filetypes", items(someText(255), 1, 100))
                .may("max_files", new Rule.Whole(1, 10));
    }

    private static Shape typed(String type) {
        return interactive(type)
                .may("placeholder", plain(150))
                .may("focus_on_load", flag())
                .may("initial_value", text(3000))
                .may("dispatch_action_config", new Rule.Struct(Objects.DISPATCH_CONFIG));
    }

    /** Slack refuses a pre-selected option that is not one of the options. */
    private static @Nullable String initialOptionExists(JsonNode element) {
        JsonNode chosen = element.path("initial_option");
        boolean one = chosen.isMissingNode() || Options.of(element).anyMatch(chosen::equals);
        for (JsonNode each : element.path("initial_options")) {
            one &= Options.of(element).anyMatch(each::equals);
        }
        return one ? null : "initial option must match one of the options";
    }
}
