package dev.opsdeck.target.kubernetes;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.regex.Pattern;

/**
 * Lets nothing through to a cluster but what reads. Its rights there may be wider than that: this holds whatever they
 * are. A GET is not enough to tell, because commands in containers and tunnels to pods begin with one, too.
 */
final class ReadOnly implements Interceptor {
    private static final Pattern ACTS = Pattern.compile(".*/pods/[^/]+/(exec|attach|portforward)/?");
    private static final Pattern PASSES_ON = Pattern.compile(".*/(nodes|pods|services)/[^/]+/proxy(/.*)?");
    private static final Pattern SUMMARY = Pattern.compile("/api/v1/nodes/[^/]+/proxy/stats/summary");

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        String path = request.uri().getPath();
        if (!reads(request.method(), path)) {
            throw new IllegalStateException("Only reading is allowed here, not " + request.method() + " " + path);
        }
    }

    static boolean reads(String method, String path) {
        return method.equals("GET")
                && !ACTS.matcher(path).matches()
                && (!PASSES_ON.matcher(path).matches() || SUMMARY.matcher(path).matches());
    }
}
