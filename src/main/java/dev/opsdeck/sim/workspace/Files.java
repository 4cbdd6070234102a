package dev.opsdeck.sim.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Uploaded files. A file exists for others only once its upload was completed. */
public final class Files {
    /** @param shares channels that the file was posted to */
    public record Stored(
            String id,
            String name,
            String title,
            String altText,
            long declared,
            byte @Nullable [] bytes,
            boolean complete,
            String user,
            long created,
            List<String> shares) {}

    private final Map<String, Stored> byId = new ConcurrentHashMap<>();
    private final Stamps stamps;

    Files(Stamps stamps) {
        this.stamps = stamps;
    }

    /** Prepares an upload and answers the file's id. */
    public String expect(String name, long length, String altText, String user) {
        String id = stamps.id("F");
        byId.put(id, new Stored(id, name, name, altText, length, null, false, user, stamps.seconds(), List.of()));
        return id;
    }

    public Optional<Stored> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public void receive(String id, byte[] bytes) {
        byId.computeIfPresent(
                id,
                (key, f) -> new Stored(
                        id,
                        f.name(),
                        f.title(),
                        f.altText(),
                        f.declared(),
                        bytes,
                        false,
                        f.user(),
                        f.created(),
                        f.shares()));
    }

    public Optional<Stored> complete(String id, @Nullable String title, @Nullable String channel) {
        return Optional.ofNullable(byId.computeIfPresent(id, (key, f) -> {
            List<String> shares = new ArrayList<>(f.shares());
            if (channel != null) {
                shares.add(channel);
            }
            String shown = title == null || title.isEmpty() ? f.title() : title;
            return new Stored(
                    id,
                    f.name(),
                    shown,
                    f.altText(),
                    f.declared(),
                    f.bytes(),
                    true,
                    f.user(),
                    f.created(),
                    List.copyOf(shares));
        }));
    }

    /** The file object of Slack's wire format; URLs begin with {@code base}. */
    public ObjectNode wire(Stored file, String base) {
        byte[] bytes = file.bytes() == null ? new byte[0] : file.bytes();
        FileType type = FileType.of(file.name());
        String path = base + "/sim/files/" + file.id();
        ObjectNode node = Json.object()
                .put("id", file.id())
                .put("created", file.created())
                .put("timestamp", file.created())
                .put("name", file.name())
                .put("title", file.title())
                .put("mimetype", type.mime())
                .put("filetype", type.slackType())
                .put("pretty_type", type.pretty())
                .put("user", file.user())
                .put("editable", type.text())
                .put("size", bytes.length)
                .put("mode", type.text() ? "snippet" : "hosted")
                .put("is_external", false)
                .put("external_type", "")
                .put("is_public", true)
                .put("public_url_shared", false)
                .put("display_as_bot", false)
                .put("username", "")
                .put("alt_txt", file.altText())
                .put("url_private", path + "/" + encode(file.name()))
                .put("url_private_download", path + "/download/" + encode(file.name()))
                .put("permalink", path)
                .put("has_rich_preview", false);
        node.set("channels", Json.strings(file.shares()));
        if (type.text()) {
            preview(node, new String(bytes, StandardCharsets.UTF_8));
        }
        return node;
    }

    private static void preview(ObjectNode node, String text) {
        List<String> lines = text.lines().toList();
        int shown = Math.min(5, lines.size());
        node.put("preview", String.join("\n", lines.subList(0, shown)))
                .put("lines", lines.size())
                .put("lines_more", lines.size() - shown)
                .put("preview_is_truncated", lines.size() > shown);
    }

    private static String encode(String name) {
        return java.net.URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
