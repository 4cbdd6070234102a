package dev.opsdeck.target.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Reading;
import io.fabric8.kubernetes.api.model.NamedContextBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetricsBuilder;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetricsListBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the real cluster of the tests cannot be made to show. */
final class MockedFaultTest {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final Runtime.Kubernetes RUNTIME = new Runtime.Kubernetes("mock", "shop");
    private static final String PODS = "/api/v1/namespaces/shop/pods";

    private final KubernetesMockServer server = new KubernetesMockServer(false);
    private String token = "";

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.shutdown();
    }

    @Test
    void a_busy_api_server_is_left_alone_and_told() {
        refuse(429, "too many requests");

        assertThatThrownBy(() -> reader().pods())
                .hasMessageContaining("busy")
                .hasMessageContaining("Try again in a minute");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void a_failing_api_server_is_told_with_what_it_says() {
        refuse(500, "etcdserver: request timed out");

        assertThatThrownBy(() -> reader().pods())
                .hasMessageContaining("failed (500): etcdserver: request timed out. Try again");
    }

    @Test
    void an_expired_token_is_told_with_the_time_it_ended() {
        token = "e30."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"exp\":1893456000}".getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
        refuse(401, "Unauthorized");

        assertThatThrownBy(() -> reader().pods())
                .hasMessageContaining("(401): the token expired at 2030-01-01T00:00:00Z")
                .hasMessageNotContaining(token);
    }

    @Test
    void where_there_is_a_metrics_api_it_tells_what_pods_use() {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("web-1")
                .withUid("u-1")
                .withNamespace("shop")
                .addToLabels("app", "web")
                .endMetadata()
                .withNewSpec()
                .withNodeName("one")
                .addNewContainer()
                .withName("main")
                .withNewResources()
                .addToLimits(Map.of("cpu", new Quantity("500m"), "memory", new Quantity("100Mi")))
                .endResources()
                .endContainer()
                .endSpec()
                .build();
        server.expect()
                .get()
                .withPath(PODS + "?labelSelector=app%3Dweb")
                .andReturn(200, new PodListBuilder().addToItems(pod).build())
                .always();
        server.expect()
                .get()
                .withPath("/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods")
                .andReturn(
                        200,
                        new PodMetricsListBuilder()
                                .addToItems(new PodMetricsBuilder()
                                        .withNewMetadata()
                                        .withName("web-1")
                                        .endMetadata()
                                        .addNewContainer()
                                        .withName("main")
                                        .addToUsage(Map.of("cpu", new Quantity("250m"), "memory", new Quantity("25Mi")))
                                        .endContainer()
                                        .build())
                                .build())
                .always();

        ManagedSystem shop = Shop.system(RUNTIME, "web");
        Reading reading = new PodStatsProber(new ClusterQuestions(clusters()))
                .ask(shop, new Probe.Stats("web"), Duration.ofSeconds(5));

        assertThat(reading.measures())
                .containsExactly(
                        new Measure("cpu", 25, "percent", "web-1"),
                        new Measure("memory", 25, "percent", "web-1"),
                        new Measure("memory-bytes", 25 << 20, "bytes", "web-1"),
                        new Measure("cpu-limit", 50, "percent", "web-1"));
    }

    private void refuse(int code, String message) {
        server.expect()
                .get()
                .withPath(PODS)
                .andReturn(
                        code,
                        new StatusBuilder().withCode(code).withMessage(message).build())
                .always();
    }

    private ClusterReader reader() {
        return clusters().of(RUNTIME);
    }

    private Clusters clusters() {
        var access = new ClusterAccess() {
            @Override
            Config read(@Nullable String context) {
                return new ConfigBuilder(Config.empty())
                        .withMasterUrl(server.url("/"))
                        .withTrustCerts(true)
                        .withOauthToken(token)
                        .withCurrentContext(
                                new NamedContextBuilder().withName("mock").build())
                        .build();
            }
        };
        return new Clusters(access, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
