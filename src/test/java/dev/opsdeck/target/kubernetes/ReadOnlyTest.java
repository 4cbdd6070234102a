package dev.opsdeck.target.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.testing.Cluster;
import dev.opsdeck.testing.ClusterTest;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReadOnlyTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/namespaces/shop/pods, true",
        "GET, /api/v1/namespaces/shop/pods/web-1/log, true",
        "GET, /api/v1/nodes/one/proxy/stats/summary, true",
        "GET, /apis/apps/v1/namespaces/shop/deployments/exec, true",
        "GET, /api/v1/namespaces/shop/pods/proxy, true",
        "GET, /api/v1/namespaces/shop/pods/web-1/exec, false",
        "GET, /api/v1/namespaces/shop/pods/web-1/attach, false",
        "GET, /api/v1/namespaces/shop/pods/web-1/portforward, false",
        "GET, /api/v1/namespaces/shop/services/web/proxy/admin/delete, false",
        "GET, /api/v1/nodes/one/proxy/stats/summary/../../run/shop/web/main, false",
        "GET, /api/v1/nodes/one/proxy/run/shop/web/main, false",
        "GET, /api/v1/nodes/one/proxy/exec/shop/web/main, false",
        "POST, /api/v1/namespaces/shop/pods, false",
        "PATCH, /apis/apps/v1/namespaces/shop/deployments/web, false",
        "PUT, /apis/apps/v1/namespaces/shop/deployments/web/scale, false",
        "DELETE, /api/v1/namespaces/shop/pods/web-1, false",
    })
    void only_what_reads_is_let_through(String method, String path, boolean through) {
        assertThat(ReadOnly.reads(method, path)).isEqualTo(through);
    }

    /** As somebody who may do everything: it is not the rights that keep it from writing. */
    @Test
    @ClusterTest
    void the_client_of_the_readers_cannot_write_and_cannot_run_commands(Cluster cluster) {
        cluster.create("""
                apiVersion: v1
                kind: Pod
                metadata: { name: web }
                spec: { containers: [ { name: main, image: opsdeck-test/busybox, imagePullPolicy: Never, command: [sleep, "60"] } ] }
                """);
        Config everything = cluster.client().getConfiguration();
        try (KubernetesClient client = Clusters.readOnly(everything)) {
            var pods = client.pods().inNamespace(cluster.namespace());
            var note = new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("note")
                    .endMetadata()
                    .build();

            assertThat(pods.list().getItems()).hasSize(1);
            assertThatThrownBy(() -> pods.withName("web").delete()).hasStackTraceContaining("Only reading is allowed");
            assertThatThrownBy(() -> client.configMaps()
                            .inNamespace(cluster.namespace())
                            .resource(note)
                            .create())
                    .hasStackTraceContaining("Only reading is allowed");
            assertThatThrownBy(() -> pods.withName("web")
                            .writingOutput(OutputStream.nullOutputStream())
                            .exec("sh", "-c", "echo"))
                    .hasStackTraceContaining("Only reading is allowed");
        }
        assertThat(cluster.client()
                        .pods()
                        .inNamespace(cluster.namespace())
                        .withName("web")
                        .get()
                        .getMetadata()
                        .getDeletionTimestamp())
                .isNull();
    }
}
