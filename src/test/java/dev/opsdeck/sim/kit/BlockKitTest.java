package dev.opsdeck.sim.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.opsdeck.sim.workspace.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BlockKitTest {
    private static List<String> refusals(String blocks) throws JsonProcessingException {
        return BlockKit.message(Json.parse(blocks.replace('\'', '"'))).stream()
                .map(Problem::toString)
                .toList();
    }

    private static String plain(int length) {
        return "{'type':'plain_text','text':'" + "x".repeat(length) + "'}";
    }

    private static String button(String more) {
        return "{'type':'button','text':" + plain(3) + more + "}";
    }

    private static String actions(String... elements) {
        return "[{'type':'actions','elements':[" + String.join(",", elements) + "]}]";
    }

    private static String section(String more) {
        return "[{'type':'section','text':{'type':'mrkdwn','text':'hi'}" + more + "}]";
    }

    private static String many(int count, String one) {
        return IntStream.range(0, count)
                .mapToObj(i -> one.replace("#", Integer.toString(i)))
                .collect(Collectors.joining(","));
    }

    private static String option(int label, int value) {
        return "{'text':" + plain(label) + ",'value':'" + "v".repeat(value) + "'}";
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "51 blocks",
                        "[" + many(51, "{'type':'divider'}") + "]",
                        "no more than 50 items allowed [json-pointer:/blocks]"),
                Arguments.of(
                        "long section",
                        "[{'type':'section','text':{'type':'mrkdwn','text':'" + "x".repeat(3001) + "'}}]",
                        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
                Arguments.of(
                        "empty text",
                        "[{'type':'section','text':{'type':'mrkdwn','text':''}}]",
                        "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
                Arguments.of(
                        "empty section",
                        "[{'type':'section'}]",
                        "must define either `text` or `fields` [json-pointer:/blocks/0]"),
                Arguments.of(
                        "long field",
                        section(",'fields':[" + plain(2001) + "]"),
                        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"),
                Arguments.of(
                        "11 fields",
                        section(",'fields':[" + many(11, plain(1)) + "]"),
                        "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
                Arguments.of(
                        "long header",
                        "[{'type':'header','text':" + plain(151) + "}]",
                        "must be less than 151 characters [json-pointer:/blocks/0/text/text]"),
                Arguments.of(
                        "mrkdwn header",
                        "[{'type':'header','text':{'type':'mrkdwn','text':'x'}}]",
                        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"),
                Arguments.of(
                        "11 in context",
                        "[{'type':'context','elements':[" + many(11, plain(1)) + "]}]",
                        "no more than 10 items allowed [json-pointer:/blocks/0/elements]"),
                Arguments.of(
                        "button in context",
                        "[{'type':'context','elements':[" + button("") + "]}]",
                        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]"),
                Arguments.of(
                        "26 actions",
                        actions(many(26, button(",'action_id':'a#'"))),
                        "no more than 25 items allowed [json-pointer:/blocks/0/elements]"),
                Arguments.of(
                        "no actions", actions(), "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
                Arguments.of(
                        "image in actions",
                        actions("{'type':'image','alt_text':'a','image_url':'http://x'}"),
                        "unsupported type: image [json-pointer:/blocks/0/elements/0/type]"),
                Arguments.of(
                        "input in actions",
                        actions("{'type':'plain_text_input'}"),
                        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]"),
                Arguments.of(
                        "long button",
                        actions("{'type':'button','text':" + plain(76) + "}"),
                        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"),
                Arguments.of(
                        "long value",
                        actions(button(",'value':'" + "v".repeat(2001) + "'")),
                        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]"),
                Arguments.of(
                        "long action id",
                        actions(button(",'action_id':'" + "a".repeat(256) + "'")),
                        "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]"),
                Arguments.of(
                        "long block id",
                        "[{'type':'divider','block_id':'" + "b".repeat(256) + "'}]",
                        "must be less than 256 characters [json-pointer:/blocks/0/block_id]"),
                Arguments.of(
                        "odd style",
                        actions(button(",'style':'green'")),
                        "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]"),
                Arguments.of(
                        "unknown property",
                        actions(button(",'disabled':true")),
                        "invalid additional property: disabled [json-pointer:/blocks/0/elements/0]"),
                Arguments.of(
                        "same action id",
                        actions(button(",'action_id':'a'"), button(",'action_id':'a'")),
                        "`action_id` \"a\" already exists for another element [json-pointer:/blocks/0/elements/1/action_id]"),
                Arguments.of(
                        "same block id",
                        "[{'type':'divider','block_id':'a'},{'type':'divider','block_id':'a'}]",
                        "`block_id` \"a\" already exists for another block [json-pointer:/blocks/1/block_id]"),
                Arguments.of(
                        "101 options",
                        section(",'accessory':{'type':'static_select','options':[" + many(101, option(1, 1)) + "]}"),
                        "no more than 100 items allowed [json-pointer:/blocks/0/accessory/options]"),
                Arguments.of(
                        "options and groups",
                        section(",'accessory':{'type':'static_select'}"),
                        "must define either `options` or `option_groups` [json-pointer:/blocks/0/accessory]"),
                Arguments.of(
                        "long option",
                        section(",'accessory':{'type':'static_select','options':[" + option(76, 1) + "]}"),
                        "must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/text/text]"),
                Arguments.of(
                        "long option value",
                        section(",'accessory':{'type':'static_select','options':[" + option(1, 151) + "]}"),
                        "must be less than 151 characters [json-pointer:/blocks/0/accessory/options/0/value]"),
                Arguments.of(
                        "unknown initial option",
                        section(",'accessory':{'type':'static_select','options':[" + option(1, 1)
                                + "],'initial_option':" + option(1, 2) + "}"),
                        "initial option must match one of the options [json-pointer:/blocks/0/accessory]"),
                Arguments.of(
                        "6 overflow",
                        section(",'accessory':{'type':'overflow','options':[" + many(6, option(1, 1)) + "]}"),
                        "no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]"),
                Arguments.of(
                        "11 checkboxes",
                        section(",'accessory':{'type':'checkboxes','options':[" + many(11, option(1, 1)) + "]}"),
                        "no more than 10 items allowed [json-pointer:/blocks/0/accessory/options]"),
                Arguments.of(
                        "bad date",
                        section(",'accessory':{'type':'datepicker','initial_date':'tomorrow'}"),
                        "must match YYYY-MM-DD [json-pointer:/blocks/0/accessory/initial_date]"),
                Arguments.of(
                        "bad time",
                        section(",'accessory':{'type':'timepicker','initial_time':'25:00'}"),
                        "must match HH:mm [json-pointer:/blocks/0/accessory/initial_time]"),
                Arguments.of(
                        "confirm without deny",
                        actions(button(",'confirm':{'title':" + plain(1) + ",'text':" + plain(1) + ",'confirm':"
                                + plain(1) + "}")),
                        "missing required field: deny [json-pointer:/blocks/0/elements/0/confirm]"),
                Arguments.of(
                        "long confirm",
                        actions(button(",'confirm':{'title':" + plain(1) + ",'text':" + plain(301) + ",'confirm':"
                                + plain(1) + ",'deny':" + plain(1) + "}")),
                        "must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]"),
                Arguments.of(
                        "image without alt",
                        "[{'type':'image','image_url':'http://x'}]",
                        "missing required field: alt_text [json-pointer:/blocks/0]"),
                Arguments.of(
                        "file block",
                        "[{'type':'file','external_id':'x','source':'remote'}]",
                        "unsupported type: file [json-pointer:/blocks/0/type]"),
                Arguments.of(
                        "video block", "[{'type':'video'}]", "unsupported type: video [json-pointer:/blocks/0/type]"),
                Arguments.of(
                        "made up", "[{'type':'carousel'}]", "unsupported type: carousel [json-pointer:/blocks/0/type]"),
                Arguments.of("no type", "[{}]", "missing required field: type [json-pointer:/blocks/0]"),
                Arguments.of(
                        "a list in rich text",
                        "[{'type':'rich_text','elements':[{'type':'rich_text_list','style':'bullet','elements':[{'type':'text','text':'x'}]}]}]",
                        "unsupported type: text [json-pointer:/blocks/0/elements/0/elements/0/type]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses_and_points_to_the_place(String name, String blocks, String refusal) throws JsonProcessingException {
        assertThat(refusals(blocks)).contains(refusal);
    }

    static Stream<Arguments> accepted() {
        String options = "'options':[" + option(75, 150) + "]";
        return Stream.of(
                Arguments.of(
                        "all limits reached",
                        "[{'type':'section','text':" + plain(3000) + ",'fields':[" + many(10, plain(2000)) + "]}]"),
                Arguments.of("50 blocks", "[" + many(50, "{'type':'divider'}") + "]"),
                Arguments.of("25 buttons", actions(many(25, button(",'action_id':'a#'")))),
                Arguments.of(
                        "the same action id in two blocks",
                        "[" + many(2, "{'type':'actions','elements':[" + button(",'action_id':'a'") + "]}") + "]"),
                Arguments.of(
                        "every accessory",
                        "["
                                + Stream.of(
                                                "static_select'," + options,
                                                "multi_static_select'," + options,
                                                "overflow'," + options,
                                                "radio_buttons'," + options,
                                                "checkboxes'," + options,
                                                "users_select'",
                                                "multi_users_select'",
                                                "conversations_select'",
                                                "channels_select'",
                                                "external_select','min_query_length':0",
                                                "datepicker'",
                                                "timepicker'")
                                        .map(type -> section(",'accessory':{'type':'" + type + "}")
                                                .replaceAll("^\\[|]$", ""))
                                        .collect(Collectors.joining(","))
                                + "]"),
                Arguments.of(
                        "an input in a message",
                        "[{'type':'input','label':" + plain(1)
                                + ",'element':{'type':'plain_text_input','multiline':true}}]"),
                Arguments.of("a table", "[{'type':'table','rows':[[{'type':'raw_text','text':'a'}]]}]"),
                Arguments.of(
                        "rich text",
                        "[{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[{'type':'text','text':'a'},{'type':'user','user_id':'U1'}]}]}]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void accepts(String name, String blocks) throws JsonProcessingException {
        assertThat(refusals(blocks)).isEmpty();
    }

    private static List<String> viewRefusals(String view) throws JsonProcessingException {
        return BlockKit.view(Json.parse(view.replace('\'', '"'))).stream()
                .map(Problem::toString)
                .toList();
    }

    static Stream<Arguments> refusedViews() {
        return Stream.of(
                Arguments.of(
                        "long title",
                        "{'type':'modal','title':" + plain(25) + ",'blocks':[]}",
                        "must be less than 25 characters [json-pointer:/view/title/text]"),
                Arguments.of(
                        "long submit",
                        "{'type':'modal','title':" + plain(1) + ",'submit':" + plain(25) + ",'blocks':[]}",
                        "must be less than 25 characters [json-pointer:/view/submit/text]"),
                Arguments.of(
                        "long close",
                        "{'type':'modal','title':" + plain(1) + ",'close':" + plain(25) + ",'blocks':[]}",
                        "must be less than 25 characters [json-pointer:/view/close/text]"),
                Arguments.of(
                        "long metadata",
                        "{'type':'modal','title':" + plain(1) + ",'private_metadata':'" + "m".repeat(3001)
                                + "','blocks':[]}",
                        "must be less than 3001 characters [json-pointer:/view/private_metadata]"),
                Arguments.of(
                        "no title",
                        "{'type':'modal','blocks':[]}",
                        "missing required field: title [json-pointer:/view]"),
                Arguments.of(
                        "input without submit",
                        "{'type':'modal','title':" + plain(1) + ",'blocks':[{'type':'input','label':" + plain(1)
                                + ",'element':{'type':'plain_text_input'}}]}",
                        "missing required field: submit [json-pointer:/view]"),
                Arguments.of(
                        "101 blocks",
                        "{'type':'home','blocks':[" + many(101, "{'type':'divider'}") + "]}",
                        "no more than 100 items allowed [json-pointer:/view/blocks]"),
                Arguments.of(
                        "table in a modal",
                        "{'type':'modal','title':" + plain(1) + ",'blocks':[{'type':'table','rows':[]}]}",
                        "unsupported type: table [json-pointer:/view/blocks/0/type]"),
                Arguments.of("no type", "{'blocks':[]}", "missing required field: type [json-pointer:/view]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedViews")
    void refuses_views(String name, String view, String refusal) throws JsonProcessingException {
        assertThat(viewRefusals(view)).contains(refusal);
    }

    @Test
    void names_the_text_object_before_the_place_inside_it() throws JsonProcessingException {
        assertThat(refusals("[{'type':'section','text':{'type':'mrkdwn','text':'" + "x".repeat(3001) + "'}}]"))
                .containsExactly(
                        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
                        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]");
    }
}
