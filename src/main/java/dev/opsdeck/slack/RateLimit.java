package dev.opsdeck.slack;

import java.time.Duration;
import java.util.Map;

/**
 * How often a call may be made: {@code burst} at once, then one each {@code every}. Of the burst, {@code reserve} is
 * kept for what is urgent. Chosen so that no minute sees more than Slack's tier allows.
 */
record RateLimit(Duration every, int burst, int reserve) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final RateLimit TIER_2 = tier(20);
    private static final RateLimit TIER_3 = tier(50);
    private static final RateLimit TIER_4 = tier(100);

    /** About one per second and channel. */
    private static final RateLimit CHANNEL = new RateLimit(Duration.ofSeconds(1), 3, 0);

    /** "Several hundred per minute" in a workspace. */
    private static final RateLimit POSTING = tier(300);

    /** Tiers of the methods that the sender calls, from Slack's reference. */
    private static final Map<String, RateLimit> METHODS = Map.ofEntries(
            Map.entry("chat.postMessage", POSTING),
            Map.entry("chat.update", TIER_3),
            Map.entry("chat.postEphemeral", TIER_4),
            Map.entry("conversations.open", TIER_3),
            Map.entry("conversations.join", TIER_3),
            Map.entry("conversations.history", TIER_3),
            Map.entry("conversations.replies", TIER_3),
            Map.entry("conversations.list", TIER_2),
            Map.entry("conversations.create", TIER_2),
            Map.entry("conversations.setTopic", TIER_2),
            Map.entry("conversations.invite", TIER_3),
            Map.entry("bookmarks.list", TIER_3),
            Map.entry("bookmarks.add", TIER_2),
            Map.entry("pins.add", TIER_2),
            Map.entry("reactions.get", TIER_3),
            Map.entry("files.getUploadURLExternal", TIER_4),
            Map.entry("files.completeUploadExternal", TIER_4));

    /** What is known of a method, or of posting to one channel. */
    static RateLimit of(String scope) {
        return scope.contains(" in ") ? CHANNEL : METHODS.getOrDefault(scope, TIER_2);
    }

    /** The scope of posting to one channel. */
    static String posting(String channel) {
        return "chat.postMessage in " + channel;
    }

    private static RateLimit tier(int perMinute) {
        int burst = Math.max(2, perMinute * 3 / 10);
        return new RateLimit(MINUTE.dividedBy(perMinute - burst), burst, burst / 3);
    }

    /** How far ahead of an even pace an urgent call may be. */
    Duration urgentSlack() {
        return every.multipliedBy(burst - 1L);
    }

    /** How far ahead of an even pace any call may be. */
    Duration slack() {
        return every.multipliedBy(burst - 1L - reserve);
    }
}
