package dev.opsdeck.target.kubernetes;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.regex.Pattern;

/** Lets nothing through to a cluster but what reads, and commands in containers. */
final class CommandsOnly implements Interceptor {
    private static final Pattern EXEC = Pattern.compile(".*/pods/[^/]+/exec/?");

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        String path = request.uri().getPath();
        boolean runs = EXEC.matcher(path).matches()
                && (request.method().equals("GET") || request.method().equals("POST"));
        if (!runs && !ReadOnly.reads(request.method(), path)) {
            throw new IllegalStateException("Only commands may be run here, not " + request.method() + " " + path);
        }
    }
}
