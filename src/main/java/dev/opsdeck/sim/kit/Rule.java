package dev.opsdeck.sim.kit;

import java.util.Set;
import java.util.regex.Pattern;

/** What one field of a Block Kit object may hold. */
sealed interface Rule {
    record Text(int min, int max) implements Rule {}

    record Matching(Pattern pattern, String example) implements Rule {}

    record Flag() implements Rule {}

    record Whole(long min, long max) implements Rule {}

    record OneOf(Set<String> values) implements Rule {}

    /** An object whose {@code type} is one of these. */
    record Typed(Set<String> types) implements Rule {}

    /** A text object; its characters are counted against {@code max}. */
    record TextObject(Set<String> types, int max) implements Rule {}

    /** An object without a {@code type}, such as an option. */
    record Struct(Shape shape) implements Rule {}

    record Items(Rule each, int min, int max) implements Rule {}

    record Anything() implements Rule {}

    static Rule text(int max) {
        return new Text(0, max);
    }

    static Rule someText(int max) {
        return new Text(1, max);
    }

    static Rule plain(int max) {
        return new TextObject(Set.of("plain_text"), max);
    }

    static Rule anyText(int max) {
        return new TextObject(Set.of("plain_text", "mrkdwn"), max);
    }

    static Rule flag() {
        return new Flag();
    }

    static Rule oneOf(String... values) {
        return new OneOf(Set.of(values));
    }

    static Rule items(Rule each, int min, int max) {
        return new Items(each, min, max);
    }
}
