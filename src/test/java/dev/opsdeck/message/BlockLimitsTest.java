package dev.opsdeck.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.TextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.util.json.GsonFactory;
import dev.opsdeck.sim.api.Content;
import dev.opsdeck.sim.kit.BlockKit;
import dev.opsdeck.sim.kit.Normal;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class BlockLimitsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MESSAGE_TEXT = 4_000;

    @Property(tries = 300)
    void whatever_is_said_slack_accepts_it(@ForAll("messages") Message message) throws Exception {
        Message fit = BlockLimits.fit(message);

        JsonNode blocks = JSON.readTree(GsonFactory.createSnakeCase().toJson(fit.blocks()));
        assertThat(BlockKit.message(blocks)).isEmpty();
        assertThat(Normal.textLength(blocks)).isLessThanOrEqualTo(Content.MAX_BLOCK_TEXT);
        assertThat(fit.text().length()).isLessThanOrEqualTo(MESSAGE_TEXT);
    }

    @Property(tries = 200)
    void what_fits_once_is_not_cut_again(@ForAll("messages") Message message) {
        Message fit = BlockLimits.fit(message);

        assertThat(BlockLimits.fit(fit)).isEqualTo(fit);
    }

    @Example
    void long_output_is_cut_visibly_and_says_where_the_rest_is() {
        Message fit = BlockLimits.fit(new Message(
                "output",
                List.of(
                        BlockParts.section(Mrkdwn.codeBlock("line\n".repeat(2_000))),
                        BlockParts.actions(List.of(BlockParts.button("Show output", Actions.RUN_OUTPUT, "17"))))));

        String text = ((SectionBlock) fit.blocks().getFirst()).getText().getText();
        assertThat(text)
                .hasSizeLessThanOrEqualTo(3_000)
                .matches("(?s)```\n.*\n```… \\(\\d+ more characters, see Show output\\)");
    }

    @Example
    void of_too_many_blocks_the_buttons_stay_and_the_reader_learns_how_many_are_missing() {
        List<LayoutBlock> blocks = new java.util.ArrayList<>(IntStream.range(0, 80)
                .<LayoutBlock>mapToObj(i -> BlockParts.section("line " + i))
                .toList());
        blocks.add(BlockParts.actions(List.of(BlockParts.button("Cancel", Actions.RUN_CANCEL, "17"))));

        List<LayoutBlock> fit = BlockLimits.fit(new Message("many", blocks)).blocks();

        assertThat(fit).hasSize(50);
        assertThat(fit.getLast()).isInstanceOf(ActionsBlock.class);
        TextObject more =
                (TextObject) ((ContextBlock) fit.get(48)).getElements().getFirst();
        assertThat(more.getText()).isEqualTo("… (32 more)");
    }

    @Example
    void a_cut_leaves_mentions_entities_and_emoji_whole() {
        Cut cut = new Cut("");
        for (int limit = 60; limit < 90; limit++) {
            String text = cut.mrkdwn("x".repeat(20) + " <@U0OLGA0001> &amp; 🔵 " + "y".repeat(100), limit);
            assertThat(text).hasSizeLessThanOrEqualTo(limit);
            assertThat(text.replace("<@U0OLGA0001>", "").replace("&amp;", "").replace("🔵", ""))
                    .doesNotContain("<", "&")
                    .matches("[^\\uD800-\\uDFFF]*");
        }
    }

    @Provide
    static Arbitrary<Message> messages() {
        return Combinators.combine(texts(10_000), blocks().list().ofMaxSize(70)).as(Message::new);
    }

    private static Arbitrary<LayoutBlock> blocks() {
        Arbitrary<LayoutBlock> sections = texts(5_000).map(BlockParts::section);
        Arbitrary<LayoutBlock> code = texts(5_000).map(text -> BlockParts.section(Mrkdwn.codeBlock(text)));
        Arbitrary<LayoutBlock> fields = texts(2_500)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(texts -> SectionBlock.builder()
                        .fields(texts.stream()
                                .<TextObject>map(BlockParts::mrkdwn)
                                .toList())
                        .build());
        Arbitrary<LayoutBlock> headers = texts(200).map(BlockParts::header);
        Arbitrary<LayoutBlock> contexts = texts(2_500)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(texts -> ContextBlock.builder()
                        .elements(texts.stream()
                                .<com.slack.api.model.block.ContextBlockElement>map(BlockParts::mrkdwn)
                                .toList())
                        .build());
        Arbitrary<LayoutBlock> actions =
                buttons().list().ofMinSize(1).ofMaxSize(30).map(BlockParts::actions);
        Arbitrary<LayoutBlock> accessories =
                Combinators.combine(texts(4_000), buttons()).as(BlockParts::section);
        return Arbitraries.oneOf(sections, code, fields, headers, contexts, actions, accessories);
    }

    private static Arbitrary<BlockElement> buttons() {
        Arbitrary<String> ids = Arbitraries.integers().between(0, 40).map(i -> "action_" + i);
        return Combinators.combine(texts(100), ids, texts(2_100))
                .as((text, id, value) ->
                        BlockParts.danger(text, id, value, BlockParts.confirm(text, text + value, text, text)));
    }

    private static Arbitrary<String> texts(int longest) {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(50);
        Arbitrary<String> markup =
                Arbitraries.of("<@U0OLGA0001>", "&amp;", "```", "🔵", "\n", " ", "<!channel>", "word ", "`");
        return Arbitraries.oneOf(any, markup).list().ofMaxSize(8).flatMap(parts -> Arbitraries.integers()
                .between(1, 200)
                .map(times -> String.join("", parts).repeat(times))
                .map(text -> text.length() > longest ? text.substring(0, longest) : text));
    }
}
