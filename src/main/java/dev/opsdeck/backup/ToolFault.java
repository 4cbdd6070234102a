package dev.opsdeck.backup;

import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.PipedEnd;
import java.util.LinkedHashMap;
import java.util.Map;

/** What it means when one of PostgreSQL's or other programs ends in failure, and what to do. */
final class ToolFault {
    private static final Map<String, String> KNOWN = new LinkedHashMap<>();
    private static final int MOST = 600;

    static {
        KNOWN.put("password authentication failed", "Correct the password in the setting that the catalog names.");
        KNOWN.put("no password supplied", "Give the password in the setting that the catalog names.");
        KNOWN.put("server version mismatch", "Install PostgreSQL's client programs of the server's version or later.");
        KNOWN.put("No space left on device", "Make room where it says so, then try again.");
        KNOWN.put("could not extend file", "Make room on the database server, then try again.");
        KNOWN.put("lock timeout", "A table is locked; see who holds it with: db … locks");
        KNOWN.put("LOCK TABLE", "A table is locked, or its user may not read it; see who holds it with: db … locks");
        KNOWN.put("permission denied", "Its user needs more rights for this.");
        KNOWN.put("must be owner", "Its user must be a superuser or own the database.");
        KNOWN.put("must be superuser", "Its user must be a superuser for this.");
        KNOWN.put("Connection refused", "Check that the database runs and that opsdeck may connect to it.");
        KNOWN.put("could not translate host name", "Check the host's name in the URL that the catalog names.");
        KNOWN.put("does not exist", "Correct the name in the catalog.");
        KNOWN.put("terminating connection", "Somebody ended the session, or the server is stopping.");
        KNOWN.put("starting up", "The server is starting; try again in a moment.");
        KNOWN.put(
                "being accessed by other users", "Somebody connects again and again; stop what does, then try again.");
    }

    private ToolFault() {}

    /** @param tried what was to be done, as a sentence without its end */
    static TargetException of(String tried, String program, PipedEnd end) {
        if (end.missing()) {
            return new TargetException(
                    tried + ": there is no program " + program + " where it was looked for (" + end.error() + ").");
        }
        String said = end.error().length() > MOST ? end.error().substring(0, MOST) + " …" : end.error();
        return new TargetException(tried + ": " + program + " ended with " + end.exitCode()
                + (said.isEmpty() ? "." : " and said: " + said.replaceAll("\\s*\n\\s*", " | ") + ".")
                + advice(end.error()));
    }

    private static String advice(String error) {
        return KNOWN.entrySet().stream()
                .filter(known -> error.contains(known.getKey()))
                .findFirst()
                .map(known -> " " + known.getValue())
                .orElse("");
    }
}
