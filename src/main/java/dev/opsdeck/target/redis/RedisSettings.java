package dev.opsdeck.target.redis;

import dev.opsdeck.catalog.Adjustable;
import dev.opsdeck.plan.TargetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which values the catalog allows for a setting of Redis. */
final class RedisSettings {
    /** By these, a server writes files wherever it is told, lets others in, or runs other people's code. */
    private static final Set<String> NEVER = Set.of(
            "dir", "dbfilename", "appendfilename", "appenddirname", "logfile", "aclfile", "requirepass", "masterauth",
            "masteruser", "protected-mode", "bind", "loadmodule", "unixsocket", "pidfile");

    private static final Pattern NUMBER = Pattern.compile("(-?\\d{1,15})(b|kb?|mb?|gb?)?");

    /** As redis.conf has them: 1k is 1000 bytes, 1kb is 1024. */
    private static final Map<String, Long> UNITS = Map.of(
            "b", 1L, "k", 1_000L, "kb", 1L << 10, "m", 1_000_000L, "mb", 1L << 20, "g", 1_000_000_000L, "gb", 1L << 30);

    private RedisSettings() {}

    static void check(Adjustable listed, String value) {
        if (NEVER.contains(listed.name())) {
            throw new TargetException(listed.name() + " is not changed through opsdeck, whatever the catalog says: it can"
                    + " open the server to others.");
        }
        if (!listed.choices().isEmpty()) {
            if (!listed.choices().contains(value)) {
                throw refused(listed, value, "one of " + String.join(", ", listed.choices()));
            }
            return;
        }
        long number = number(value).orElseThrow(() -> refused(listed, value, "a number, or listed under choices:"));
        boolean low = listed.min() != null && number < number(listed.min()).orElse(Long.MIN_VALUE);
        boolean high = listed.max() != null && number > number(listed.max()).orElse(Long.MAX_VALUE);
        if (low || high) {
            throw refused(listed, value, "between " + listed.min() + " and " + listed.max());
        }
    }

    /** Whether Redis would say the one where the other was set: it answers in bytes. */
    static boolean same(String set, String said) {
        return set.equals(said) || number(set).equals(number(said)) && number(set).isPresent();
    }

    private static Optional<Long> number(String written) {
        Matcher matcher = NUMBER.matcher(written.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2) == null ? "b" : matcher.group(2);
        return Optional.of(Long.parseLong(matcher.group(1)) * UNITS.getOrDefault(unit, 1L));
    }

    private static TargetException refused(Adjustable listed, String value, String must) {
        return new TargetException(listed.name() + " cannot be set to " + value + " here: it must be " + must + ".");
    }
}
