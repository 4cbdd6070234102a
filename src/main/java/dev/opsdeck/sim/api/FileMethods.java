package dev.opsdeck.sim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Bodies;
import dev.opsdeck.sim.workspace.Channel;
import dev.opsdeck.sim.workspace.Files;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.sim.workspace.Workspace;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code files.*}: an upload in three steps. */
final class FileMethods {
    private final Workspace workspace;
    private final Rooms rooms;
    private final Bodies bodies;

    FileMethods(Workspace workspace, Rooms rooms) {
        this.workspace = workspace;
        this.rooms = rooms;
        this.bodies = new Bodies(workspace);
    }

    Map<String, Method.Entry> methods() {
        return Map.of(
                "files.getUploadURLExternal", new Method.Entry(Tier.FOUR, false, this::expect),
                "files.completeUploadExternal", new Method.Entry(Tier.FOUR, false, this::complete),
                "files.info", new Method.Entry(Tier.FOUR, false, this::info));
    }

    private ObjectNode expect(Args args, Caller caller) {
        String name = args.need("filename");
        int length = args.whole("length", 0);
        if (length <= 0) {
            throw SlackError.argument("missing required field: length", "");
        }
        String alt = args.text("alt_txt").or(() -> args.text("alt_text")).orElse("");
        String id = workspace.files.expect(name, length, alt, caller.user());
        return Json.object()
                .put("upload_url", workspace.base() + "/sim/upload/" + id)
                .put("file_id", id);
    }

    private ObjectNode complete(Args args, Caller caller) {
        JsonNode files = args.json("files", "invalid_arguments").orElseThrow(() -> new SlackError("file_not_found"));
        String target = args.text("channel_id").or(() -> args.text("channels")).orElse(null);
        Channel channel = target == null ? null : rooms.open(rooms.joined(target, caller));
        for (JsonNode file : files) {
            uploaded(file.path("id").asText());
        }
        ArrayNode done = Json.array();
        for (JsonNode file : files) {
            String title = file.path("title").asText();
            workspace
                    .files
                    .complete(file.path("id").asText(), title, channel == null ? null : channel.id())
                    .ifPresent(stored -> done.add(workspace.files.wire(stored, workspace.base())));
        }
        if (channel != null) {
            share(args, caller, channel, done);
        }
        return Json.object().set("files", done);
    }

    private void share(Args args, Caller caller, Channel channel, ArrayNode files) {
        @Nullable String thread = args.orNull("thread_ts");
        String ts = workspace.stamps.ts();
        ObjectNode content =
                Json.object().put("text", args.text("initial_comment").orElse(""));
        args.json("blocks", "invalid_blocks_format").ifPresent(blocks -> {
            content.set("blocks", blocks);
            Content.check(content);
        });
        ObjectNode body =
                bodies.app(ts, thread, content).put("subtype", "file_share").put("upload", true);
        body.put("user", caller.user()).set("files", files);
        workspace.messages.post(new Message(channel.id(), ts, null, body));
    }

    private ObjectNode info(Args args, Caller caller) {
        Files.Stored file = workspace
                .files
                .find(args.need("file", "file_not_found"))
                .filter(Files.Stored::complete)
                .orElseThrow(() -> new SlackError("file_not_found"));
        return Json.object().set("file", workspace.files.wire(file, workspace.base()));
    }

    private void uploaded(String id) {
        boolean there =
                workspace.files.find(id).filter(file -> file.bytes() != null).isPresent();
        if (!there) {
            throw new SlackError("file_not_found");
        }
    }
}
