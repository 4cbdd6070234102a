package dev.opsdeck.access;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** How closely the patterns of a rule's {@code on} describe what an action is about; loosest first. */
enum Scope {
    /** They describe something else. */
    APART,
    /** The action is on a whole system, and they describe only some of its services. */
    PART,
    /** There are none, or they match every service. */
    ANYTHING,
    /** {@code airline/*} */
    SYSTEM,
    /** {@code airline/api-*} */
    SERVICE_PATTERN,
    /** {@code *&#47;postgres} */
    SERVICE_ANYWHERE,
    /** {@code airline/postgres} */
    SERVICE;

    private static final String ALL = "*";

    /** The closest of the patterns. */
    static Scope of(List<String> patterns, Action action) {
        if (patterns.isEmpty()) {
            return ANYTHING;
        }
        return patterns.stream()
                .map(pattern -> of(pattern, action))
                .max(Comparator.naturalOrder())
                .orElse(APART);
    }

    private static Scope of(String pattern, Action action) {
        String[] parts = pattern.split("/", 2);
        String systemPattern = parts[0];
        String servicePattern = parts.length == 2 ? parts[1] : ALL;
        String system =
                action.service() == null ? action.system() : action.service().system();
        if (system == null || !matches(systemPattern, system)) {
            return APART;
        }
        if (action.service() == null) {
            return servicePattern.equals(ALL) ? closeness(systemPattern, servicePattern) : PART;
        }
        return matches(servicePattern, action.service().service()) ? closeness(systemPattern, servicePattern) : APART;
    }

    private static Scope closeness(String systemPattern, String servicePattern) {
        if (servicePattern.equals(ALL)) {
            return systemPattern.equals(ALL) ? ANYTHING : SYSTEM;
        }
        if (servicePattern.contains(ALL)) {
            return SERVICE_PATTERN;
        }
        return systemPattern.contains(ALL) ? SERVICE_ANYWHERE : SERVICE;
    }

    private static boolean matches(String pattern, String name) {
        if (!pattern.contains(ALL)) {
            return pattern.equals(name);
        }
        String regex = Pattern.quote(pattern).replace(ALL, "\\E.*\\Q");
        return Pattern.matches(regex, name);
    }

    /** How much it counts when rules are compared; what does not match does not count. */
    int rank() {
        return ordinal();
    }
}
