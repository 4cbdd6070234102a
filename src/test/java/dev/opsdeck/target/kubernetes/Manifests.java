package dev.opsdeck.target.kubernetes;

/** Workloads for tests: busybox that runs a line of shell. */
final class Manifests {
    private Manifests() {}

    /** A Deployment whose pods run the script. */
    static String deployment(String name, int replicas, String script) {
        return workload("Deployment", name, "replicas: " + replicas, "", script, "");
    }

    /**
     * One of the kinds that keep pods.
     *
     * @param spec more of its specification, a line
     * @param container more of its container, a line
     */
    static String workload(String kind, String name, String spec, String cause, String script, String container) {
        return """
                apiVersion: apps/v1
                kind: %1$s
                metadata: { name: %2$s, annotations: { kubernetes.io/change-cause: "%4$s" } }
                spec:
                  %3$s
                  selector: { matchLabels: { app: %2$s } }
                  template:
                    metadata: { labels: { app: %2$s } }
                    spec:
                      terminationGracePeriodSeconds: 0
                      dnsPolicy: Default
                      containers:
                      - name: main
                        image: opsdeck-test/busybox
                        imagePullPolicy: Never
                        command: [sh, -c, '%5$s']
                        %6$s
                """.formatted(kind, name, spec, cause, script, container);
    }
}
