package dev.opsdeck.target;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container that a step has given another name for a while; the name says what is going on, whoever looks.
 *
 * @param original the name that it had, or is to get
 * @param run the run whose step did it
 * @param step that step's place in the run's plan, from 0
 */
record SetAside(String original, Role role, long run, int step) {
    private static final Pattern NAME = Pattern.compile("(.+)\\.opsdeck-(next|kept|replaced)-(\\d{1,18})-(\\d{1,9})");

    /** What it waits for. */
    enum Role {
        /** New, and not proven healthy yet. */
        NEXT,
        /** Old, and put back if the new one does not get healthy. */
        KEPT,
        /** Old; the new one was proven healthy. From here a step goes forward only. */
        REPLACED
    }

    /** Empty for a name that no step gave. */
    static Optional<SetAside> of(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new SetAside(
                        matcher.group(1),
                        Role.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)),
                        Long.parseLong(matcher.group(3)),
                        Integer.parseInt(matcher.group(4))))
                : Optional.empty();
    }

    String name() {
        return original + ".opsdeck-" + role.name().toLowerCase(Locale.ROOT) + "-" + run + "-" + step;
    }
}
