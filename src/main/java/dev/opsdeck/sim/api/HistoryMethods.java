package dev.opsdeck.sim.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Channel;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.Message;
import dev.opsdeck.sim.workspace.Workspace;
import java.util.List;
import java.util.Map;

/** {@code conversations.history} and {@code conversations.replies}. */
final class HistoryMethods {
    private final Workspace workspace;
    private final Rooms rooms;

    HistoryMethods(Workspace workspace, Rooms rooms) {
        this.workspace = workspace;
        this.rooms = rooms;
    }

    Map<String, Method.Entry> methods() {
        return Map.of(
                "conversations.history", new Method.Entry(Tier.THREE, false, this::history),
                "conversations.replies", new Method.Entry(Tier.THREE, false, this::replies));
    }

    private ObjectNode history(Args args, Caller caller) {
        Channel channel = rooms.joined(args.need("channel", "channel_not_found"), caller);
        List<Message> newestFirst = workspace.messages.in(channel.id()).reversed().stream()
                .filter(message -> !message.ephemeral() && message.inChannel())
                .filter(message -> within(message.ts(), args))
                .toList();
        ObjectNode body = page(newestFirst, args);
        return body.put("pin_count", workspace.extras.pins(channel.id()).size());
    }

    private ObjectNode replies(Args args, Caller caller) {
        Channel channel = rooms.joined(args.need("channel", "channel_not_found"), caller);
        String ts = args.need("ts", "thread_not_found");
        List<Message> thread = workspace.messages.thread(channel.id(), ts);
        if (thread.isEmpty()) {
            throw new SlackError("thread_not_found");
        }
        return page(
                thread.stream()
                        .filter(message -> message.ts().equals(ts) || within(message.ts(), args))
                        .toList(),
                args);
    }

    private ObjectNode page(List<Message> messages, Args args) {
        Page<Message> page = Page.of(messages, args, 100, 999);
        ObjectNode body = page.into(Json.object(), "messages", message -> wire(message, args));
        return body.put("has_more", !page.nextCursor().isEmpty());
    }

    private ObjectNode wire(Message message, Args args) {
        ObjectNode body = workspace.messages.wire(message);
        if (!args.flag("include_all_metadata")) {
            body.remove("metadata");
        }
        return body;
    }

    private static boolean within(String ts, Args args) {
        boolean inclusive = args.flag("inclusive");
        int newer = args.text("oldest").map(oldest -> compare(ts, oldest)).orElse(1);
        int older = args.text("latest").map(latest -> compare(latest, ts)).orElse(1);
        return inclusive ? newer >= 0 && older >= 0 : newer > 0 && older > 0;
    }

    private static int compare(String a, String b) {
        try {
            return new java.math.BigDecimal(a).compareTo(new java.math.BigDecimal(b));
        } catch (NumberFormatException e) {
            throw new SlackError("invalid_ts_latest");
        }
    }
}
