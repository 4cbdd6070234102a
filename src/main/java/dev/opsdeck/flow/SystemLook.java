package dev.opsdeck.flow;

import dev.opsdeck.catalog.CacheQuestion;
import dev.opsdeck.catalog.DatabaseQuestion;
import dev.opsdeck.catalog.FindingLevel;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.message.ServiceStatus;
import dev.opsdeck.message.SystemStatus;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.plan.Targets;
import dev.opsdeck.probe.Answer;
import dev.opsdeck.probe.Examiner;
import dev.opsdeck.probe.Finding;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeNames;
import dev.opsdeck.probe.Probing;
import dev.opsdeck.probe.Question;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Looks at everything of a system at the same time: instances, what they use, health checks, databases, caches and
 * queues. Each has a time-out of its own, so the whole takes as long as the slowest of them.
 */
@Singleton
final class SystemLook {
    /** Longer than a healthy answer takes, short enough for somebody who waits: a dead host must not hold up the rest. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Targets targets;
    private final Probing probing;
    private final Examiner examiner;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    SystemLook(Targets targets, Probing probing, Examiner examiner) {
        this.targets = targets;
        this.probing = probing;
        this.examiner = examiner;
    }

    /** Instances by service, or why nobody could look. */
    private sealed interface Instances {
        record Seen(Map<String, List<InstanceStatus>> byService) implements Instances {}

        record Unseen(String problem) implements Instances {}
    }

    CompletableFuture<SystemStatus> at(ManagedSystem system) {
        var instances = CompletableFuture.supplyAsync(() -> instances(system), threads)
                .completeOnTimeout(
                        new Instances.Unseen("No answer within " + PATIENCE.toSeconds() + " s."),
                        PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS);
        var use = probing.ask(system, new Probe.Stats(null), PATIENCE);
        var health = new HashMap<String, CompletableFuture<Finding>>();
        system.services().values().stream()
                .filter(service -> service.health() != null)
                .forEach(service ->
                        health.put(service.name(), ask(system, new StepSpec.Health(service.name()))));
        List<CompletableFuture<Finding>> stores =
                stores(system).map(probe -> ask(system, probe)).toList();
        return CompletableFuture.allOf(Stream.of(Stream.of(instances, use), health.values().stream(), stores.stream())
                        .flatMap(each -> each)
                        .toArray(CompletableFuture[]::new))
                .thenApply(_ -> status(system, instances.join(), uses(use.join()), health, stores));
    }

    private Instances instances(ManagedSystem system) {
        try {
            return new Instances.Seen(targets.of(system).look(system));
        } catch (TargetException e) {
            return new Instances.Unseen(Objects.requireNonNullElse(e.getMessage(), "It cannot be reached."));
        }
    }

    private CompletableFuture<Finding> ask(ManagedSystem system, Probe probe) {
        return examiner.examine(
                system,
                new Question(ProbeNames.of(probe), probe, null, probe.usual(), FindingLevel.CRITICAL, PATIENCE));
    }

    private static Stream<Probe> stores(ManagedSystem system) {
        return Stream.of(
                        system.databases().keySet().stream()
                                .map(name -> new Probe.Database(name, DatabaseQuestion.CONNECTIONS)),
                        system.caches().keySet().stream()
                                .map(name -> new Probe.Cache(name, CacheQuestion.MEMORY, null)),
                        system.queues().keySet().stream().map(name -> new Probe.Queue(name, null)))
                .flatMap(each -> each);
    }

    private static SystemStatus status(
            ManagedSystem system,
            Instances instances,
            Map<String, ServiceStatus.Use> uses,
            Map<String, CompletableFuture<Finding>> health,
            List<CompletableFuture<Finding>> stores) {
        return new SystemStatus(
                system.name(),
                system.services().values().stream()
                        .map(service -> status(system, service, instances, uses, health.get(service.name())))
                        .toList(),
                stores.stream().map(CompletableFuture::join).toList());
    }

    private static ServiceStatus status(
            ManagedSystem system,
            Service service,
            Instances instances,
            Map<String, ServiceStatus.Use> uses,
            @org.jspecify.annotations.Nullable CompletableFuture<Finding> health) {
        var ref = new ServiceRef(system.name(), service.name());
        Finding healthy = health == null ? null : health.join();
        return switch (instances) {
            case Instances.Seen(var byService) ->
                new ServiceStatus(ref, byService.getOrDefault(service.name(), List.of()), null, healthy, uses);
            case Instances.Unseen(String problem) -> new ServiceStatus(ref, List.of(), problem, healthy, uses);
        };
    }

    private static Map<String, ServiceStatus.Use> uses(Answer answer) {
        if (!(answer instanceof Answer.Read(var reading, Duration _))) {
            return Map.of();
        }
        var cpu = new HashMap<String, Double>();
        var memory = new HashMap<String, Double>();
        for (Measure measure : reading.measures()) {
            switch (measure.name()) {
                case "cpu" -> cpu.put(measure.label(), measure.value());
                case "memory-bytes" -> memory.put(measure.label(), measure.value());
                default -> {}
            }
        }
        var uses = new HashMap<String, ServiceStatus.Use>();
        cpu.forEach((instance, value) ->
                uses.put(instance, new ServiceStatus.Use(value, memory.getOrDefault(instance, Double.NaN))));
        return uses;
    }
}
