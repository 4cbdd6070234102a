package dev.opsdeck.target.kubernetes;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.regex.Pattern;

/**
 * Lets nothing through to a cluster but what reads and what changes a Deployment, StatefulSet, DaemonSet or autoscaler
 * that is there: it neither makes nor removes anything, whatever the rights are.
 */
final class WorkloadsOnly implements Interceptor {
    private static final Pattern WORKLOAD =
            Pattern.compile("/apis/(apps/v1/namespaces/[^/]+/(deployments|statefulsets|daemonsets)"
                    + "|autoscaling/v1/namespaces/[^/]+/horizontalpodautoscalers)/[^/]+");

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        String path = request.uri().getPath();
        if (!ReadOnly.reads(request.method(), path) && !changes(request.method(), path)) {
            throw new IllegalStateException("Only workloads may be changed here, not " + request.method() + " " + path);
        }
    }

    static boolean changes(String method, String path) {
        return method.equals("PATCH") && WORKLOAD.matcher(path).matches();
    }
}
