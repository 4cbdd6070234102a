package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.File;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The clusters of the catalog: one client per context, made anew when the kubeconfig changed. */
@Singleton
final class Clusters {
    private static final int CONNECT_MILLIS = 3_000;
    private static final int ANSWER_MILLIS = 8_000;

    private final ClusterAccess access;
    private final Clock clock;
    private final Map<Key, Client> clients = new ConcurrentHashMap<>();

    Clusters(ClusterAccess access, Clock clock) {
        this.access = access;
        this.clock = clock;
    }

    /** What a client may be used for: it lets nothing else through. */
    private enum Use {
        READING,
        CHANGING,
        COMMANDING
    }

    /** @param context null for the current one */
    private record Key(@Nullable String context, Use use) {}

    /** @param writtenAt when the kubeconfig was written that it was made of; 0 without one */
    private record Client(KubernetesClient client, Config config, long writtenAt) {
        boolean isCurrent() {
            return writtenAt == written(config);
        }
    }

    static boolean isKubernetes(ManagedSystem system) {
        return system.runtime() instanceof Runtime.Kubernetes;
    }

    /** Empty when the system does not run on Kubernetes. */
    Optional<ClusterReader> of(ManagedSystem system) {
        return system.runtime() instanceof Runtime.Kubernetes runtime ? Optional.of(of(runtime)) : Optional.empty();
    }

    /**
     * What reads the namespace of that runtime.
     *
     * @throws ClusterException when there is no access to it
     */
    ClusterReader of(Runtime.Kubernetes runtime) {
        Client client = client(runtime.context(), Use.READING);
        return new ClusterReader(client.client(), new ClusterFault(client.config(), clock), runtime.namespace());
    }

    /**
     * What changes workloads of the system.
     *
     * @throws ClusterException when there is no access to its cluster
     */
    ClusterWriter writer(ManagedSystem system) {
        Runtime.Kubernetes runtime = runtime(system);
        Client client = client(runtime.context(), Use.CHANGING);
        return new ClusterWriter(client.client(), new ClusterFault(client.config(), clock), runtime.namespace());
    }

    /** What runs commands in containers of the system's cluster. */
    KubernetesClient commands(ManagedSystem system) {
        return client(runtime(system).context(), Use.COMMANDING).client();
    }

    /** What the library threw, in sentences. */
    ClusterException fault(ManagedSystem system, KubernetesClientException thrown) {
        Client client = client(runtime(system).context(), Use.COMMANDING);
        return new ClusterFault(client.config(), clock).of(thrown);
    }

    private static Runtime.Kubernetes runtime(ManagedSystem system) {
        if (system.runtime() instanceof Runtime.Kubernetes runtime) {
            return runtime;
        }
        throw new ClusterException(system.name() + " does not run on Kubernetes.");
    }

    private Client client(@Nullable String context, Use use) {
        var key = new Key(context, use);
        return Objects.requireNonNull(
                clients.compute(key, (_, known) -> known != null && known.isCurrent() ? known : open(key)));
    }

    private Client open(Key key) {
        try {
            return open(access.config(key.context()), key.use());
        } catch (ClusterException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever the parsers behind the library throw; what is wrong may stand beside a token, so it is not
            // repeated.
            throw new ClusterException(
                    "The kubeconfig cannot be used: it is no kubeconfig, or a certificate or key that it names cannot be"
                            + " read. Check it with: kubectl config view",
                    e);
        }
    }

    private static Client open(Config config, Use use) {
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(ANSWER_MILLIS);
        // With HTTP/2 the client library takes in megabytes of a log that nobody reads yet.
        config.setHttp2Disable(true);
        // Whoever asks decides whether to ask again: people wait for the answer.
        config.setRequestRetryBackoffLimit(0);
        KubernetesClient client =
                switch (use) {
                    case READING -> readOnly(config);
                    case COMMANDING -> client(config, "commands only", new CommandsOnly());
                    case CHANGING -> client(config, "workloads only", new WorkloadsOnly());
                };
        return new Client(client, config, written(config));
    }

    /** A client that cannot write, whatever the rights are that it comes with. */
    static KubernetesClient readOnly(Config config) {
        return client(config, "read only", new ReadOnly());
    }

    private static KubernetesClient client(Config config, String name, Interceptor limit) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor(name, limit))
                .build();
    }

    private static long written(Config config) {
        File file = config.getFile();
        return file == null ? 0 : file.lastModified();
    }

    @PreDestroy
    void close() {
        clients.values().forEach(client -> client.client().close());
    }
}
