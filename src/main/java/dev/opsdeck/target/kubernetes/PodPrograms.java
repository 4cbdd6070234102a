package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.target.program.ProgramFault;
import dev.opsdeck.target.program.ProgramStreams;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a program with its arguments, never a shell, inside of a pod of a service. */
@Singleton
public final class PodPrograms {
    private final Clusters clusters;
    private final Clock clock;

    PodPrograms(Clusters clusters, Clock clock) {
        this.clusters = clusters;
        this.clock = clock;
    }

    /** How many pods of the service run. */
    public int running(ManagedSystem system, String service) {
        return pods(system, service).size();
    }

    /**
     * Runs it in the first running pod.
     *
     * @return its exit code
     * @throws ProbeException when it was not begun
     * @throws ProgramFault when it was begun and nobody can tell how it ended
     */
    public int run(ManagedSystem system, String service, List<String> program, ProgramStreams streams, Duration limit) {
        String tried = "Could not run " + program.getFirst() + " in a pod of " + service + ". ";
        Pod pod = pods(system, service).stream()
                .findFirst()
                .orElseThrow(() -> new ProbeException(tried + "None is running. Start it, then try again."));
        try (ExecWatch exec = begin(system, service, pod, program, streams)) {
            return exec.exitCode().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw ProgramFault.tooSlow(pod.getMetadata().getName(), program, limit);
        } catch (ExecutionException e) {
            throw lost(system, tried, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProgramFault.tooSlow(pod.getMetadata().getName(), program, limit);
        } catch (KubernetesClientException e) {
            throw refused(system, tried, e);
        } catch (ClusterException e) {
            throw new ProbeException(tried + e.told(), e);
        }
    }

    private ExecWatch begin(
            ManagedSystem system, String service, Pod pod, List<String> program, ProgramStreams streams) {
        var container = clusters.commands(system)
                .pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .inContainer(container(pod, service));
        return streams.given().length == 0
                ? container
                        .writingOutput(streams.output())
                        .writingError(streams.errors())
                        .exec(program.toArray(String[]::new))
                : container
                        .readingInput(streams.input())
                        .writingOutput(streams.output())
                        .writingError(streams.errors())
                        .exec(program.toArray(String[]::new));
    }

    /** The one that is called like the service, or the first. */
    private static String container(Pod pod, String service) {
        List<String> names =
                pod.getSpec().getContainers().stream().map(Container::getName).toList();
        return names.contains(service) ? service : names.getFirst();
    }

    private RuntimeException lost(ManagedSystem system, String tried, ExecutionException e) {
        return e.getCause() instanceof KubernetesClientException refused && refused.getCode() >= 400
                ? refused(system, tried, refused)
                : new ProgramFault(tried + "The connection broke while it ran. Look there.", e);
    }

    private ProbeException refused(ManagedSystem system, String tried, KubernetesClientException e) {
        if (forbidden(e)) {
            return new ProbeException(
                    tried + "The cluster does not let opsdeck's account run programs in pods: its role needs"
                            + " pods/exec with the verbs get and create.",
                    e);
        }
        ClusterException fault = clusters.fault(system, e);
        return new ProbeException(tried + fault.told(), fault);
    }

    /** A refusal to open the stream comes without a body, so its code alone tells. */
    private static boolean forbidden(KubernetesClientException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            int code =
                    switch (cause) {
                        case KubernetesClientException refused -> refused.getCode();
                        case java.net.http.WebSocketHandshakeException handshake ->
                            handshake.getResponse().statusCode();
                        case WebSocketHandshakeException handshake ->
                            handshake.getResponse().code();
                        default -> 0;
                    };
            if (code == HttpURLConnection.HTTP_FORBIDDEN) {
                return true;
            }
        }
        return false;
    }

    private List<Pod> pods(ManagedSystem system, String name) {
        Service service = system.services().get(name);
        if (service == null) {
            throw new ProbeException(system.name() + " has no service " + name + ".");
        }
        try {
            ClusterReader reader = clusters.of(system)
                    .orElseThrow(() -> new ClusterException(system.name() + " does not run on Kubernetes."));
            return new ServicePods(reader)
                    .of(service).stream()
                            .filter(pod -> status(pod).running() && !PodState.isEnding(pod))
                            .toList();
        } catch (ClusterException e) {
            throw new ProbeException("Could not look for the pods of " + name + ". " + e.told(), e);
        }
    }

    private InstanceStatus status(Pod pod) {
        return new PodState(pod, clock.instant()).status();
    }
}
