package dev.opsdeck.target.postgres;

import dev.opsdeck.probe.ProbeException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What PostgreSQL's codes mean for somebody who asked something, and what to do. */
final class SqlFaults {
    /** What the client says where the server never came to give a code. */
    private static final Map<String, String> UNCODED = new LinkedHashMap<>();

    static {
        UNCODED.put("password authentication failed", "28P01");
        UNCODED.put("no password supplied", "28P01");
        UNCODED.put("fe_sendauth", "28P01");
        UNCODED.put("Peer authentication failed", "28000");
        UNCODED.put("role \"", "28000");
        UNCODED.put("database \"", "3D000");
        UNCODED.put("too many clients", "53300");
        UNCODED.put("too many connections", "53300");
        UNCODED.put("remaining connection slots", "53300");
        UNCODED.put("starting up", "57P03");
        UNCODED.put("shutting down", "57P03");
        UNCODED.put("No such file or directory", "08001");
        UNCODED.put("Connection refused", "08001");
    }

    private SqlFaults() {}

    static String stateOf(String words) {
        return UNCODED.entrySet().stream()
                .filter(known -> words.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** @param where name of the database in the catalog and where it is, without credentials */
    static ProbeException told(String where, SqlFailure failure) {
        return new ProbeException("Could not ask the database " + where + ": " + reason(failure), failure);
    }

    static String reason(SqlFailure failure) {
        return switch (failure.state()) {
            case "28P01" -> "it refused the password. Correct it in the setting that the catalog names.";
            case "28000" ->
                "it refused the user (" + failure.words() + "). Check the user and the server's pg_hba.conf.";
            case "3D000" -> "there is no such database on the server. Correct its name in the catalog.";
            case "53300" ->
                "it has no free connection left (" + failure.words()
                        + "). Find out who holds them, or end idle sessions, before raising max_connections.";
            case "57P03" -> "it is starting or stopping. Ask again in a moment.";
            case "57P01", "57P02", "57P05" -> "the server ended the connection (" + failure.words() + ").";
            case "57014" -> "the question took too long and was cancelled. The database may be overloaded.";
            case "55P03" ->
                "a table is locked, and waiting for it would hold up others. See who holds it with: db … locks";
            case "42501" ->
                "its user may not see that (" + failure.words() + "). The role pg_monitor is made for watching.";
            case "25006", "0A000" ->
                "it would change something (" + failure.words() + "), and only reading is allowed.";
            case "08001", "08004", "08006" ->
                "it cannot be reached (" + failure.words()
                        + "). Check that it runs and that opsdeck may connect to it.";
            default -> failure.words() + (failure.state().isEmpty() ? "" : " (" + failure.state() + ")") + ".";
        };
    }
}
