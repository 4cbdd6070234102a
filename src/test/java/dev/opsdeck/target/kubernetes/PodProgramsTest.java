package dev.opsdeck.target.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.target.program.ProgramStreams;
import dev.opsdeck.testing.Cluster;
import dev.opsdeck.testing.ClusterTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ClusterTest
final class PodProgramsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void a_program_runs_in_a_pod_and_reads_what_it_is_given(Cluster cluster) {
        Clusters clusters = Shop.reader(cluster, folder);
        cluster.create(Manifests.deployment("web", 1, "exec sleep 3600"));
        ManagedSystem shop = Shop.system(cluster.namespace(), "web", "none");
        var programs = new PodPrograms(clusters, Clock.systemUTC());
        await().atMost(PATIENCE).until(() -> programs.running(shop, "web") == 1);

        assertThatThrownBy(() -> run(programs, shop, "web", new byte[0], "true"))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("does not let opsdeck's account run programs in pods")
                .hasMessageContaining("pods/exec");

        cluster.create("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: { name: exec }
                rules: [ { apiGroups: [""], resources: [pods/exec], verbs: [create, get] } ]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: { name: exec }
                roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: exec }
                subjects: [ { kind: ServiceAccount, name: opsdeck, namespace: %s } ]
                """.formatted(cluster.namespace()));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> run(programs, shop, "web", new byte[0], "true") == 0);
        assertThat(run(programs, shop, "web", new byte[0], "sh", "-c", "echo \"$0\"; echo no >&2; exit 3", "it's $x"))
                .isEqualTo(3);
        assertThat(output).hasToString("it's $x\n");
        assertThat(errors).hasToString("no\n");

        byte[] given = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        assertThat(run(programs, shop, "web", given, "dd", "of=/got", "bs=100000", "count=1", "iflag=fullblock"))
                .isZero();
        output.reset();
        assertThat(run(programs, shop, "web", new byte[0], "cat", "/got")).isZero();
        assertThat(output.toByteArray()).isEqualTo(given);
        assertThatThrownBy(() -> run(programs, shop, "none", new byte[0], "true"))
                .hasMessageContaining("None is running");
        clusters.close();
    }

    private int run(PodPrograms programs, ManagedSystem shop, String service, byte[] given, String... program) {
        return programs.run(shop, service, List.of(program), new ProgramStreams(given, output, errors), PATIENCE);
    }
}
