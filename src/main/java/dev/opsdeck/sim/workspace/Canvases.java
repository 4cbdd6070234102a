package dev.opsdeck.sim.workspace;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Canvases of channels; a channel has at most one. */
public final class Canvases {
    /** @param channel where it is a tab */
    public record Canvas(String id, String channel, String title, String markdown) {}

    private final Map<String, Canvas> byChannel = new ConcurrentHashMap<>();
    private final Stamps stamps;
    private final Changes changes;

    Canvases(Stamps stamps, Changes changes) {
        this.stamps = stamps;
        this.changes = changes;
    }

    /** Makes the channel's canvas; empty if it has one. */
    public Optional<Canvas> create(String channel, String title, String markdown, String actor) {
        var made = new Canvas(stamps.id("F"), channel, title, markdown);
        if (byChannel.putIfAbsent(channel, made) != null) {
            return Optional.empty();
        }
        changes.tell(new Change.ChannelChanged(channel, "canvas", actor));
        return Optional.of(made);
    }

    public Optional<Canvas> of(String channel) {
        return Optional.ofNullable(byChannel.get(channel));
    }

    public Optional<Canvas> find(String id) {
        return byChannel.values().stream()
                .filter(canvas -> canvas.id().equals(id))
                .findFirst();
    }

    public void write(Canvas canvas, String markdown, String actor) {
        byChannel.put(canvas.channel(), new Canvas(canvas.id(), canvas.channel(), canvas.title(), markdown));
        changes.tell(new Change.ChannelChanged(canvas.channel(), "canvas", actor));
    }
}
