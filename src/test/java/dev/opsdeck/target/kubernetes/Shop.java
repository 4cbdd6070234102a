package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.Channels;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.target.HttpCheck;
import dev.opsdeck.target.net.HttpGet;
import dev.opsdeck.testing.Cluster;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A system in the namespace of a test, and what reads it with no more rights than the documentation gives. */
final class Shop {
    private Shop() {}

    static ManagedSystem system(String namespace, String... services) {
        return system(new Runtime.Kubernetes(Cluster.CONTEXT, namespace), services);
    }

    static ManagedSystem system(Runtime.Kubernetes runtime, String... services) {
        var byName = new LinkedHashMap<String, Service>();
        Arrays.stream(services).forEach(name -> byName.put(name, service(name, null)));
        return new ManagedSystem("shop", "Shop", new Channels(null, null), runtime, byName);
    }

    static Service service(String name, @Nullable String workload) {
        return new Service(name, null, List.of(), workload, null, Duration.ofSeconds(1), 1, null, null, null);
    }

    static KubernetesTarget target(Clusters clusters) {
        return new KubernetesTarget(clusters, new HttpCheck(new HttpGet()), Clock.systemUTC());
    }

    /** Clusters as whoever holds the rights of the deployment's own files sees them. */
    static Clusters reader(Cluster cluster, Path folder) {
        cluster.create(deployed("kubernetes-reading.yml", cluster));
        cluster.createClusterWide(deployed("kubernetes-reading-kubelets.yml", cluster));
        return clusters(cluster.kubeconfig(folder.resolve("kubeconfig"), cluster.token("opsdeck")));
    }

    /** The same with the rights to act. */
    static Clusters actor(Cluster cluster, Path folder) {
        cluster.create(deployed("kubernetes-acting.yml", cluster));
        return reader(cluster, folder);
    }

    static Clusters clusters(Path kubeconfig) {
        return new Clusters(access(kubeconfig), Clock.systemUTC());
    }

    static ClusterAccess access(Path kubeconfig) {
        return new ClusterAccess() {
            @Override
            Config read(@Nullable String context) {
                return Config.fromKubeconfig(context, kubeconfig.toFile());
            }
        };
    }

    /** A file of the deployment with the names of the test in place of those of the example. */
    private static String deployed(String file, Cluster cluster) {
        try {
            return Files.readString(Path.of("src/deploy", file))
                    .replace("namespace: shop", "namespace: " + cluster.namespace())
                    .replace("namespace: opsdeck", "namespace: " + cluster.namespace())
                    .replace("opsdeck-kubelets", cluster.namespace() + "-kubelets");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
