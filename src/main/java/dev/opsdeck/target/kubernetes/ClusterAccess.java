package dev.opsdeck.target.kubernetes;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where clusters are and as whom to ask them: the kubeconfig, or inside of a cluster the pod's service account. */
@Singleton
class ClusterAccess {
    /**
     * The address and credentials of a context.
     *
     * @param context null for the current one, or for the cluster that opsdeck itself runs in
     * @throws ClusterException when there is none
     */
    Config config(@Nullable String context) {
        Config config = read(context);
        NamedContext found = config.getCurrentContext();
        // An unknown context is silently answered with the current one, which may be another cluster.
        if (context != null && (found == null || !context.equals(found.getName()))) {
            throw new ClusterException("The kubeconfig has no context " + context + ". " + known(config)
                    + " Correct the context in the catalog, or add it to the kubeconfig.");
        }
        if (found == null && config.getFile() == null && !inCluster()) {
            throw new ClusterException("There is no access to any cluster: no kubeconfig (KUBECONFIG, ~/.kube/config)"
                    + " and no service account of a pod. Give opsdeck one of them.");
        }
        return config;
    }

    /** What the client library finds. */
    Config read(@Nullable String context) {
        return Config.autoConfigure(context);
    }

    private static String known(Config config) {
        if (config.getContexts() == null || config.getContexts().isEmpty()) {
            return "It has none, or there is no kubeconfig.";
        }
        return "It has "
                + config.getContexts().stream()
                        .map(NamedContext::getName)
                        .sorted()
                        .collect(Collectors.joining(", ")) + ".";
    }

    private static boolean inCluster() {
        return Files.isReadable(Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH));
    }
}
