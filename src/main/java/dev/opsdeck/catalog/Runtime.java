package dev.opsdeck.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the services of a system run. */
@Doc("Where the services run: a map with one key, or the key alone.")
@SuppressWarnings("JavaLangClash") // the word of the catalog; nothing here means the JVM or its child processes
public sealed interface Runtime {
    /**
     * Containers of a Docker engine.
     *
     * @param project the compose project label; null when containers are found by name only
     * @param host engine address, {@code unix:///…} or {@code tcp://…}; null for the default engine
     * @param certificates folder with ca.pem, cert.pem and key.pem for TLS; null without TLS
     */
    @Doc("Containers of a Docker engine.")
    record Docker(
            @Doc("Compose project label of the containers; without it they are found by name only.")
            @ShortForm
            @Nullable
            String project,

            @Doc("Engine address, unix:///… or tcp://…; the default engine when left out.") @Nullable
            String host,

            @Doc("Folder with ca.pem, cert.pem and key.pem for TLS.") @Nullable
            String certificates)
            implements Runtime {}

    /** Containers made by Compose; the files matter for what re-creates them. */
    @Doc("Containers made by Docker Compose.")
    record Compose(
            @Doc("Compose project label of the containers.") @ShortForm @Nullable
            String project,

            @Doc("Compose files, for what re-creates containers.")
            List<String> files,

            @Doc("Engine address, unix:///… or tcp://…; the default engine when left out.") @Nullable
            String host,

            @Doc("Folder with ca.pem, cert.pem and key.pem for TLS.") @Nullable
            String certificates)
            implements Runtime {}

    /** Pods of one namespace. */
    @Doc("Workloads in one namespace of a Kubernetes cluster.")
    record Kubernetes(
            @Doc("Context of the kubeconfig; the current one when left out.") @Nullable
            String context,

            @Doc("Namespace of the workloads.") @ShortForm @Default("default")
            String namespace)
            implements Runtime {}

    /** Local processes that opsdeck supervises. */
    @Doc("Local processes that opsdeck starts and supervises.")
    record Process() implements Runtime {}
}
