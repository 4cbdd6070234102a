package dev.opsdeck.sim.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks blocks and views as Slack does before it accepts them. */
public final class BlockKit {
    private static final Shape MODAL = view("modal")
            .must("title", Rule.plain(24))
            .may("submit", Rule.plain(24))
            .may("close", Rule.plain(24))
            .may("clear_on_close", Rule.flag())
            .may("notify_on_close", Rule.flag())
            .may("submit_disabled", Rule.flag())
            .also(BlockKit::inputsNeedSubmit);
    private static final Shape HOME = view("home");

    private BlockKit() {}

    private static Shape view(String type) {
        return new Shape(type)
                .must("type", Rule.oneOf(type))
                .must("blocks", new Rule.Anything())
                .may("private_metadata", Rule.text(3000))
                .may("callback_id", Rule.text(255))
                .may("external_id", Rule.text(255));
    }

    private static @Nullable String inputsNeedSubmit(JsonNode view) {
        for (JsonNode block : view.path("blocks")) {
            if (block.path("type").asText().equals("input") && !view.has("submit")) {
                return "missing required field: submit";
            }
        }
        return null;
    }

    /** What is wrong with the blocks of a message; empty if Slack would take them. */
    public static List<Problem> message(JsonNode blocks) {
        Checker checker = new Checker();
        blocks(checker, blocks, Surface.MESSAGE, "/blocks");
        return checker.problems;
    }

    /** What is wrong with a modal or home view; empty if Slack would take it. */
    public static List<Problem> view(JsonNode view) {
        Checker checker = new Checker();
        String type = view.path("type").asText();
        switch (type) {
            case "modal" -> checker.shape(MODAL, view, "/view");
            case "home" -> checker.shape(HOME, view, "/view");
            case "" -> checker.problem("missing required field: type", "/view");
            default -> checker.problem("unsupported type: " + type, "/view/type");
        }
        Surface surface = type.equals("home") ? Surface.HOME : Surface.MODAL;
        if (view.has("blocks")) {
            blocks(checker, view.path("blocks"), surface, "/view/blocks");
        }
        return checker.problems;
    }

    private static void blocks(Checker checker, JsonNode blocks, Surface surface, String at) {
        if (!blocks.isArray()) {
            checker.problem("must provide an array", at);
            return;
        }
        if (blocks.size() > surface.maxBlocks) {
            checker.problem("no more than " + surface.maxBlocks + " items allowed", at);
        }
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < blocks.size(); i++) {
            JsonNode block = blocks.get(i);
            block(checker, block, surface, at + "/" + i);
            String id = block.path("block_id").asText();
            if (!id.isEmpty() && !ids.add(id)) {
                checker.problem(
                        "`block_id` \"" + id + "\" already exists for another block", at + "/" + i + "/block_id");
            }
        }
    }

    private static void block(Checker checker, JsonNode block, Surface surface, String at) {
        String type = block.path("type").asText();
        Shape shape = Blocks.ALL.get(type);
        if (!block.isObject()) {
            checker.problem("must provide an object", at);
        } else if (type.isEmpty()) {
            checker.problem("missing required field: type", at);
        } else if (shape == null || !allowed(surface, type)) {
            checker.problem("unsupported type: " + type, at + "/type");
        } else {
            checker.shape(shape, block, at);
            actionIdsAreUnique(checker, block, at);
        }
    }

    private static boolean allowed(Surface surface, String type) {
        Set<String> types = Blocks.ON.get(surface);
        return types != null && types.contains(type);
    }

    private static void actionIdsAreUnique(Checker checker, JsonNode block, String at) {
        Set<String> ids = new HashSet<>();
        JsonNode elements = block.path("elements");
        for (int i = 0; i < elements.size(); i++) {
            String id = elements.get(i).path("action_id").asText();
            if (!id.isEmpty() && !ids.add(id)) {
                String place = at + "/elements/" + i + "/action_id";
                checker.problem("`action_id` \"" + id + "\" already exists for another element", place);
            }
        }
    }
}
