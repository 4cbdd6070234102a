package dev.opsdeck.target.net;

import dev.opsdeck.probe.ProbeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where something listens.
 *
 * @param host name or address, without brackets
 */
record Endpoint(String host, int port) {
    private static final Pattern WRITTEN =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^:/\\s\\[\\]]+))(?::(\\d{1,5}))?");

    /**
     * Reads {@code host:port}; an IPv6 address stands in brackets.
     *
     * @param usual the port when none is written; 0 when one must be
     * @throws ProbeException when it is not one
     */
    static Endpoint parse(String text, int usual) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        int port = matcher.matches() && matcher.group(3) != null ? Integer.parseInt(matcher.group(3)) : usual;
        if (!matcher.matches() || port < 1 || port > 65_535) {
            throw new ProbeException("\"" + text + "\" in the catalog is not "
                    + (usual == 0 ? "host:port" : "host or host:port") + ", such as db.example:5432.");
        }
        return new Endpoint(matcher.group(1) == null ? matcher.group(2) : matcher.group(1), port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
