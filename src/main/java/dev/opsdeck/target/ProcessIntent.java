package dev.opsdeck.target;

import java.util.Map;
import java.util.Optional;

/** What is recorded about a service's process before it is restarted. */
final class ProcessIntent {
    private static final String NEVER = "never started";

    private ProcessIntent() {}

    static Map<String, String> written(Optional<ProcessRecord> process) {
        return Map.of("process", identity(process));
    }

    static boolean readable(Map<String, String> record) {
        return record.containsKey("process");
    }

    static boolean startedSince(Map<String, String> record, Optional<ProcessRecord> process) {
        return !identity(process).equals(record.get("process"));
    }

    private static String identity(Optional<ProcessRecord> process) {
        return process.map(each -> each.pid() + " started " + each.start()).orElse(NEVER);
    }
}
