package dev.opsdeck.sim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Canvases.Canvas;
import dev.opsdeck.sim.workspace.Channel;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Workspace;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** {@code conversations.canvases.*} and {@code canvases.*}, as far as they are about a channel's own canvas. */
final class CanvasMethods {
    private static final int LONGEST = 1_048_576;

    /** A canvas has no larger tables. */
    private static final int MOST_CELLS = 300;

    private final Workspace workspace;
    private final Rooms rooms;

    CanvasMethods(Workspace workspace, Rooms rooms) {
        this.workspace = workspace;
        this.rooms = rooms;
    }

    Map<String, Method.Entry> methods() {
        return Map.of(
                "conversations.canvases.create", new Method.Entry(Tier.TWO, false, this::create),
                "canvases.edit", new Method.Entry(Tier.THREE, false, this::edit),
                "canvases.sections.lookup", new Method.Entry(Tier.THREE, false, this::sections));
    }

    private ObjectNode create(Args args, Caller caller) {
        Channel channel = rooms.visible(args.need("channel_id", "channel_not_found"), caller);
        String markdown = args.json("document_content", "invalid_arguments")
                .map(CanvasMethods::markdown)
                .orElse("");
        return workspace
                .canvases
                .create(channel.id(), args.text("title").orElse(""), markdown, caller.user())
                .map(canvas -> Json.object().put("canvas_id", canvas.id()))
                .orElseThrow(() -> new SlackError("channel_canvas_already_exists"));
    }

    private static String markdown(JsonNode content) {
        if (!content.path("type").asText().equals("markdown")) {
            throw SlackError.argument("must be one of: markdown", "document_content/type");
        }
        String text = content.path("markdown").asText();
        long cells = text.lines()
                .filter(line -> line.startsWith("|") && !line.matches("[|\\s:-]+"))
                .mapToLong(line ->
                        line.replace("\\|", "").chars().filter(c -> c == '|').count() - 1)
                .sum();
        boolean deepHeading = text.lines().anyMatch(line -> line.startsWith("#### "));
        if (text.length() > LONGEST || cells > MOST_CELLS || deepHeading) {
            throw new SlackError("canvas_creation_failed");
        }
        return text;
    }

    private Canvas canvas(Args args, Caller caller) {
        Canvas canvas =
                workspace.canvases.find(args.need("canvas_id")).orElseThrow(() -> new SlackError("canvas_not_found"));
        rooms.visible(canvas.channel(), caller);
        return canvas;
    }

    private ObjectNode edit(Args args, Caller caller) {
        Canvas canvas = canvas(args, caller);
        JsonNode changes = args.json("changes", "invalid_arguments")
                .filter(all -> all.isArray() && all.size() == 1)
                .orElseThrow(() -> SlackError.argument("must contain exactly one change", "changes"));
        JsonNode change = changes.get(0);
        if (!change.path("operation").asText().equals("replace") || change.hasNonNull("section_id")) {
            throw new SlackError("canvas_editing_failed");
        }
        workspace.canvases.write(canvas, markdown(change.path("document_content")), caller.user());
        return Json.object();
    }

    private ObjectNode sections(Args args, Caller caller) {
        Canvas canvas = canvas(args, caller);
        JsonNode criteria = args.json("criteria", "invalid_arguments")
                .orElseThrow(() -> SlackError.argument("missing required field: criteria", "criteria"));
        List<String> types = criteria.path("section_types")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        String words = criteria.path("contains_text").asText().toLowerCase(Locale.ROOT);
        Predicate<String> wanted = line -> types.isEmpty()
                || types.contains("any_header") && line.startsWith("#")
                || types.contains("h" + line.replaceFirst("[^#].*", "").length());
        ArrayNode found = Json.array();
        canvas.markdown()
                .lines()
                .filter(wanted)
                .filter(line -> line.toLowerCase(Locale.ROOT).contains(words))
                .forEach(line -> found.addObject().put("id", "temp:C:" + Integer.toHexString(line.hashCode())));
        return Json.object().set("sections", found);
    }
}
