package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerException;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.target.program.ProgramFault;
import dev.opsdeck.target.program.ProgramStreams;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs a program with its arguments, never a shell, inside of a service's container. What it may run is up to the
 * classes that use it: each has fixed argument lists that read.
 */
@Singleton
public final class ContainerPrograms {
    private static final Duration ENDING = Duration.ofSeconds(10);

    private final DockerEngines engines;

    ContainerPrograms(DockerEngines engines) {
        this.engines = engines;
    }

    /**
     * Runs it in the first running container of the service.
     *
     * @throws ProbeException when there is none, or the engine does not let it
     */
    public ProgramOutput run(
            ManagedSystem system,
            String service,
            List<String> program,
            Map<String, String> environment,
            Duration limit) {
        DockerEngine engine = engine(system, program);
        String tried = "Could not run " + program.getFirst() + " in the container of " + service + ". ";
        try {
            return engine.exec(container(engine, system, service), program, variables(environment), limit);
        } catch (EngineUnreachable e) {
            throw new ProbeException(tried + e.getMessage(), e);
        } catch (DockerException e) {
            throw new ProbeException(tried + "The engine refused: " + EngineCall.refusal(e), e);
        }
    }

    /** Whether the system runs on an engine, so that there are containers. */
    public boolean has(ManagedSystem system) {
        return engines.of(system).isPresent();
    }

    /**
     * Runs it in the first running container of the service, with its streams passed on.
     *
     * @param limit how long it may take
     * @throws TargetException when there is none, or the engine does not let it, or its output cannot be passed on
     * @throws Piped.StoppedException when it was stopped
     */
    public PipedEnd pipe(ManagedSystem system, String service, Piped piped, Duration limit) {
        String tried = "Could not run " + piped.program().getFirst() + " in the container of " + service + ". ";
        try {
            DockerEngine engine = engines.of(system)
                    .orElseThrow(() -> new TargetException(
                            tried + system.name() + " does not run in containers of a Docker engine."));
            return engine.pipe(container(engine, system, service), piped, limit);
        } catch (ProbeException e) {
            throw new TargetException(String.valueOf(e.getMessage()), e);
        } catch (EngineUnreachable e) {
            throw known(e).orElseGet(() -> new TargetException(tried + e.getMessage(), e));
        } catch (DockerException e) {
            throw new TargetException(tried + "The engine refused: " + EngineCall.refusal(e), e);
        }
    }

    /** What the streams' other ends said comes wrapped by those who passed it on. */
    private static Optional<RuntimeException> known(EngineUnreachable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof TargetException || each instanceof Piped.StoppedException) {
                return Optional.of((RuntimeException) each);
            }
        }
        return Optional.empty();
    }

    /** Ends what was piped under that mark and may still run, though nobody listens to it any more. */
    public void end(ManagedSystem system, String service, String mark) {
        run(system, service, PipedExec.ending(mark), Map.of(), ENDING);
    }

    /**
     * Runs a program that may write in a container of the service.
     *
     * @return its exit code
     * @throws ProbeException when there is no such container, or the engine does not let it: nothing was begun
     * @throws ProgramFault when it was begun and nobody can tell how it ended
     */
    public int run(
            ManagedSystem system, String service, List<String> program, ProgramStreams streams, Duration limit) {
        DockerEngine engine = engine(system, program);
        String tried = "Could not run " + program.getFirst() + " in the container of " + service + ". ";
        try {
            return engine.exec(container(engine, system, service), program, streams, limit);
        } catch (EngineUnreachable e) {
            if (e.mayHaveArrived()) {
                throw new ProgramFault(tried + e.getMessage(), e);
            }
            throw new ProbeException(tried + e.getMessage(), e);
        } catch (DockerException e) {
            throw new ProbeException(tried + "The engine refused: " + EngineCall.refusal(e), e);
        }
    }

    /** How many containers of the service run. */
    public int running(ManagedSystem system, String service) {
        try {
            return containers(engine(system, List.of("it")), system, service).size();
        } catch (EngineUnreachable e) {
            throw new ProbeException("Could not look for the containers of " + service + ". " + e.getMessage(), e);
        }
    }

    private DockerEngine engine(ManagedSystem system, List<String> program) {
        return engines.of(system)
                .orElseThrow(() -> new ProbeException("Could not run " + program.getFirst() + ": " + system.name()
                        + " does not run in containers of a Docker engine."));
    }

    private static String container(DockerEngine engine, ManagedSystem system, String name) {
        return containers(engine, system, name).stream()
                .findFirst()
                .orElseThrow(() -> new ProbeException("No container of " + name
                        + " is running, so nothing can be asked inside of it. Start it, then ask again."));
    }

    private static List<String> containers(DockerEngine engine, ManagedSystem system, String name) {
        return Stream.ofNullable(system.services().get(name))
                .flatMap(known -> Containers.of(engine, system, List.of(known)).values().stream())
                .flatMap(List::stream)
                .filter(ContainerState::running)
                .map(state -> state.instance().id())
                .toList();
    }

    private static List<String> variables(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }
}
