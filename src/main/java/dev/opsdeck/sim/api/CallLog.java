package dev.opsdeck.sim.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last calls of the Web API, so that a test can prove that limits were kept. */
public final class CallLog {
    private static final int KEPT = 20_000;

    /**
     * One call.
     *
     * @param error Slack's error, {@code ratelimited} or a fault's name; empty if it went well
     */
    public record Call(Instant at, String method, JsonNode args, int status, String error) {
        public boolean ok() {
            return status == 200 && error.isEmpty();
        }
    }

    private final Deque<Call> calls = new ArrayDeque<>();

    synchronized void add(Call call) {
        if (calls.size() == KEPT) {
            calls.removeFirst();
        }
        calls.addLast(call);
    }

    /** All calls kept, oldest first. */
    public synchronized List<Call> all() {
        return List.copyOf(calls);
    }

    public List<Call> of(String method) {
        return all().stream().filter(call -> call.method().equals(method)).toList();
    }

    public synchronized void clear() {
        calls.clear();
    }
}
