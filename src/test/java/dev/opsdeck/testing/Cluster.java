package dev.opsdeck.testing;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;

/**
 * The Kubernetes whose kubeconfig {@code KUBECONFIG} names, by a context called {@value #CONTEXT}: others are not
 * touched, they may be somebody's. Each has a namespace of its own, which is removed on {@link #close} with all that is
 * in it. Pods can use the images of the Docker engine it runs on, with {@code imagePullPolicy: Never}.
 */
public final class Cluster implements AutoCloseable {
    public static final String CONTEXT = "opsdeck-test";

    private final KubernetesClient client;
    private final String namespace =
            "opsdeck-test-" + UUID.randomUUID().toString().substring(0, 8);
    private final Deque<HasMetadata> clusterWide = new ArrayDeque<>();

    private Cluster(KubernetesClient client) {
        this.client = client;
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    /** To be closed by the caller; tests marked {@link ClusterTest} need not: they take it as a parameter. */
    public static Cluster open() {
        return new Cluster(new KubernetesClientBuilder()
                .withConfig(Config.autoConfigure(CONTEXT))
                .build());
    }

    /** Why no cluster can be used, empty when one answers. */
    static Optional<String> problem() {
        Config config = Config.autoConfigure(CONTEXT);
        if (config.getCurrentContext() == null
                || !CONTEXT.equals(config.getCurrentContext().getName())) {
            return Optional.of("no kubeconfig with the context " + CONTEXT);
        }
        config.setRequestRetryBackoffLimit(0);
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            client.getKubernetesVersion();
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(config.getMasterUrl() + " does not answer: " + e.getMessage());
        }
    }

    /** May do everything. */
    public KubernetesClient client() {
        return client;
    }

    public String namespace() {
        return namespace;
    }

    /** Makes what the YAML says in the test's namespace. */
    public void create(String yaml) {
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(namespace)
                .create();
    }

    /** Makes what belongs to no namespace; removed on {@link #close}. */
    public void createClusterWide(String yaml) {
        for (HasMetadata thing : client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items()) {
            clusterWide.push(client.resource(thing).create());
        }
    }

    /** A service account of the test's namespace without any right. */
    public void account(String name) {
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    /** A token of a service account of the test's namespace. */
    public String token(String account) {
        TokenRequest request = new TokenRequestBuilder().withNewSpec().endSpec().build();
        return client.serviceAccounts()
                .inNamespace(namespace)
                .withName(account)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    /** A kubeconfig whose only context, {@value #CONTEXT}, is this cluster for the holder of the token. */
    public Path kubeconfig(Path file, String token) {
        Config config = client.getConfiguration();
        String yaml = """
                apiVersion: v1
                kind: Config
                current-context: %1$s
                clusters: [ { name: %1$s, cluster: { server: "%2$s", certificate-authority: "%3$s" } } ]
                users: [ { name: %1$s, user: { token: "%4$s" } } ]
                contexts: [ { name: %1$s, context: { cluster: %1$s, user: %1$s } } ]
                """.formatted(CONTEXT, config.getMasterUrl(), config.getCaCertFile(), token);
        try {
            return Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        while (!clusterWide.isEmpty()) {
            client.resource(clusterWide.pop()).delete();
        }
        client.namespaces().withName(namespace).delete();
        client.close();
    }
}
