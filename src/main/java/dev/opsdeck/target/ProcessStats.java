package dev.opsdeck.target;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What local processes and all that they started use, by the kernel's count. Their network cannot be told apart. */
@Singleton
final class ProcessStats implements Prober<Probe.Stats> {
    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(500);
    private static final Path PROC = Path.of("/proc");
    private static final long PAGE = 4096;

    private final LocalProcesses processes;

    ProcessStats(LocalProcesses processes) {
        this.processes = processes;
    }

    @Override
    public Class<Probe.Stats> asks() {
        return Probe.Stats.class;
    }

    @Override
    public boolean serves(ManagedSystem system) {
        return system.runtime() instanceof Runtime.Process;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Stats probe, Duration patience) {
        Map<String, List<ProcessHandle>> running = new LinkedHashMap<>();
        for (Service service : Usage.services(system, probe)) {
            processes
                    .of(new ServiceRef(system.name(), service.name()))
                    .current()
                    .flatMap(ProcessRecord::alive)
                    .ifPresent(process -> running.put(
                            service.name(),
                            Stream.concat(Stream.of(process), process.descendants())
                                    .toList()));
        }
        Map<String, Double> cpu = cpu(running);
        List<Usage> usages = running.entrySet().stream()
                .map(each -> usage(each.getKey(), each.getValue(), cpu.get(each.getKey())))
                .toList();
        return Usage.reading(running.size(), "process", "processes", usages);
    }

    private static Map<String, Double> cpu(Map<String, List<ProcessHandle>> running) {
        Map<String, Duration> before = new LinkedHashMap<>();
        running.forEach((name, tree) -> before.put(name, used(tree)));
        long began = System.nanoTime();
        while (System.nanoTime() - began < BETWEEN_SAMPLES.toNanos()
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(BETWEEN_SAMPLES.toNanos() - (System.nanoTime() - began));
        }
        double passed = System.nanoTime() - began;
        Map<String, Double> cpu = new LinkedHashMap<>();
        running.forEach((name, tree) -> {
            Duration more = used(tree).minus(before.getOrDefault(name, Duration.ZERO));
            cpu.put(name, Math.max(0, more.toNanos() / passed * 100));
        });
        return cpu;
    }

    private static Duration used(List<ProcessHandle> tree) {
        return tree.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Usage usage(String name, List<ProcessHandle> tree, @Nullable Double cpu) {
        return new Usage(
                name,
                cpu,
                sum(tree, "statm", ProcessStats::resident),
                machine().orElse(null),
                null,
                null,
                sum(tree, "io", text -> number(text, "read_bytes")),
                sum(tree, "io", text -> number(text, "write_bytes")));
    }

    private interface Part {
        Optional<Long> of(String text);
    }

    /** Null when none of the processes lets it be read. */
    private static @Nullable Long sum(List<ProcessHandle> tree, String file, Part part) {
        List<Long> each = tree.stream()
                .flatMap(process ->
                        read(PROC.resolve(Long.toString(process.pid())).resolve(file)).stream())
                .flatMap(text -> part.of(text).stream())
                .toList();
        return each.isEmpty() ? null : each.stream().mapToLong(Long::longValue).sum();
    }

    /** The second number counts resident pages; proc(5). */
    private static Optional<Long> resident(String statm) {
        String[] parts = statm.split(" ");
        return parts.length < 2 ? Optional.empty() : Optional.of(Long.parseLong(parts[1]) * PAGE);
    }

    private static Optional<Long> machine() {
        return read(PROC.resolve("meminfo"))
                .flatMap(text -> number(text, "MemTotal"))
                .map(kilobytes -> kilobytes * 1024);
    }

    private static Optional<Long> number(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.replaceAll("\\D", ""))
                .map(Long::parseLong)
                .findFirst();
    }

    /** Empty when it has ended, or is somebody else's. */
    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
