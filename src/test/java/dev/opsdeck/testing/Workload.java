package dev.opsdeck.testing;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A container to start: by default a well-behaved service with {@code GET /health} on a published port. Each other
 * method returns a copy that misbehaves, or is described, in one more way.
 *
 * @param service the compose service it says it belongs to
 * @param environment switches of the script inside
 * @param checked whether it has a Docker health check
 */
public record Workload(String service, Map<String, String> environment, boolean checked) {

    public Workload {
        environment = Map.copyOf(environment);
    }

    public static Workload of(String service) {
        return new Workload(service, Map.of(), false);
    }

    /** Docker itself checks its health, four times a second, and calls it unhealthy after two failures. */
    public Workload withDockerHealth() {
        return new Workload(service, environment, true);
    }

    /** Once restarted it ends at once with this exit code, after a line on standard error. */
    public Workload doesNotComeBack(int exitCode) {
        return with("EXIT_AFTER_RESTART", Integer.toString(exitCode));
    }

    /** Once restarted it runs, but {@code /health} answers 404 and its Docker health check fails. */
    public Workload sickAfterRestart() {
        return with("SICK_AFTER_RESTART", "1");
    }

    /** Once restarted it takes this long, in whole seconds, until it listens. */
    public Workload comesBackAfter(Duration delay) {
        return with("SECONDS_TO_RESTART", Long.toString(delay.toSeconds()));
    }

    /** It takes this long, in whole seconds, to end after a polite request to stop. */
    public Workload slowToStop(Duration delay) {
        return with("STOP_SECONDS", Long.toString(delay.toSeconds()));
    }

    /** Only a kill ends it. */
    public Workload ignoresStop() {
        return with("IGNORE_STOP", "1");
    }

    /** It writes "line 1" to "line N" to its log at each start. */
    public Workload printing(int lines) {
        return with("LINES_AT_START", Integer.toString(lines));
    }

    private Workload with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Workload(service, more, checked);
    }

    List<String> variables() {
        return environment.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList();
    }
}
