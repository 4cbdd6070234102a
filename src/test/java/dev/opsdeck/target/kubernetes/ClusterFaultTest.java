package dev.opsdeck.target.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.testing.Cluster;
import dev.opsdeck.testing.ClusterTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real cluster can be made to refuse, each told in its own words. */
@ClusterTest
final class ClusterFaultTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void a_refusal_says_who_may_not_do_what_where_and_which_rule_would_allow_it(Cluster cluster) {
        cluster.account("stranger");

        assertThatThrownBy(() -> reader(cluster, cluster.token("stranger")).workload("web"))
                .hasMessage("The cluster does not let the service account stranger of " + cluster.namespace()
                        + " get deployments in the namespace " + cluster.namespace()
                        + ". To allow it, add { apiGroups: [\"apps\"], resources: [deployments], verbs: [get] } to a Role in "
                        + cluster.namespace() + " that is bound to it.");
        assertThatThrownBy(() -> reader(cluster, cluster.token("stranger")).log("web-1", "main", false, null, 10))
                .hasMessageContaining("get pods/log in the namespace");
        assertThatThrownBy(() -> reader(cluster, cluster.token("stranger")).summary("one"))
                .hasMessageContaining("get nodes/proxy of the cluster")
                .hasMessageContaining("to a ClusterRole that is bound to it");
    }

    @Test
    void a_token_that_nobody_knows_is_not_accepted_and_not_shown(Cluster cluster) {
        assertThatThrownBy(() -> reader(cluster, "a-token-of-nobody").pods())
                .hasMessageContaining("does not accept the credentials (401)")
                .hasMessageContaining("Renew them")
                .hasMessageNotContaining("a-token-of-nobody");
    }

    @Test
    void a_token_of_an_account_that_was_removed_is_not_accepted(Cluster cluster) {
        cluster.account("leaver");
        String token = cluster.token("leaver");
        cluster.client()
                .serviceAccounts()
                .inNamespace(cluster.namespace())
                .withName("leaver")
                .delete();

        assertThatThrownBy(() -> reader(cluster, token).pods()).hasMessageContaining("withdrawn");
    }

    @Test
    void a_context_that_the_kubeconfig_does_not_have_is_named_with_those_it_has(Cluster cluster) {
        Path kubeconfig = cluster.kubeconfig(folder.resolve("config"), "token");

        assertThatThrownBy(() -> Shop.clusters(kubeconfig).of(new Runtime.Kubernetes("production", "default")))
                .hasMessage("The kubeconfig has no context production. It has opsdeck-test. Correct the context in the"
                        + " catalog, or add it to the kubeconfig.");
    }

    @Test
    void an_address_where_nobody_listens_is_refused(Cluster cluster) throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> elsewhere(cluster, "https://127.0.0.1:" + port).pods())
                .hasMessageContaining("cannot be reached: the connection was refused")
                .hasMessageContaining("https://127.0.0.1:" + port);
    }

    @Test
    void a_host_that_nobody_knows_and_a_certificate_that_nobody_trusts_are_told_apart(Cluster cluster) {
        assertThatThrownBy(
                        () -> elsewhere(cluster, "https://cluster.invalid:6443").pods())
                .hasMessageContaining("nobody knows the host of https://cluster.invalid:6443");
        assertThatThrownBy(() -> distrustful(cluster).pods()).hasMessageContaining("not trusted");
    }

    @Test
    void a_kubeconfig_that_cannot_be_read_is_told_without_what_is_in_it() throws IOException {
        Path broken = Files.writeString(folder.resolve("config"), "users: [ { token: s3cret-token, }: ]\n\t- x");

        assertThatThrownBy(() -> Shop.clusters(broken).of(new Runtime.Kubernetes(null, "default")))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("kubectl config view")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_kubeconfig_that_was_renewed_is_read_again(Cluster cluster) throws IOException {
        cluster.account("renewed");
        Path kubeconfig = cluster.kubeconfig(folder.resolve("config"), "outdated");
        Clusters clusters = Shop.clusters(kubeconfig);
        var runtime = new Runtime.Kubernetes(Cluster.CONTEXT, cluster.namespace());
        assertThatThrownBy(() -> clusters.of(runtime).pods()).hasMessageContaining("401");

        cluster.kubeconfig(kubeconfig, cluster.token("renewed"));
        Files.setLastModifiedTime(
                kubeconfig, FileTime.from(Clock.systemUTC().instant().plusSeconds(5)));

        assertThatThrownBy(() -> clusters.of(runtime).pods()).hasMessageContaining("list pods");
    }

    @Test
    void everybody_may_ask_for_the_version(Cluster cluster) {
        cluster.account("looker");
        assertThat(reader(cluster, cluster.token("looker")).version()).startsWith("v");
    }

    private ClusterReader reader(Cluster cluster, String token) {
        return Shop.clusters(cluster.kubeconfig(folder.resolve("config"), token))
                .of(new Runtime.Kubernetes(Cluster.CONTEXT, cluster.namespace()));
    }

    private ClusterReader elsewhere(Cluster cluster, String server) {
        return changed(cluster, cluster.client().getConfiguration().getMasterUrl(), server);
    }

    private ClusterReader distrustful(Cluster cluster) {
        String authority = cluster.client().getConfiguration().getCaCertFile();
        return changed(cluster, ", certificate-authority: \"" + authority + "\"", "");
    }

    private ClusterReader changed(Cluster cluster, String from, String to) {
        Path kubeconfig = cluster.kubeconfig(folder.resolve("config"), "token");
        try {
            Files.writeString(kubeconfig, Files.readString(kubeconfig).replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Shop.clusters(kubeconfig).of(new Runtime.Kubernetes(Cluster.CONTEXT, "default"));
    }
}
