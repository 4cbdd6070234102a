package dev.opsdeck.target.host;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Looks at NVIDIA's GPUs; what one of them does not tell is not measured. */
@Singleton
final class GpuProber implements Prober<Probe.Gpu> {
    private static final int FIELDS = 6;
    private static final double MB = 1024 * 1024;

    private final Hosts hosts;

    GpuProber(Hosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public Class<Probe.Gpu> asks() {
        return Probe.Gpu.class;
    }

    /** One GPU; empty where it does not tell. */
    private record Gpu(
            String name,
            OptionalDouble usedMemory,
            OptionalDouble allMemory,
            OptionalDouble use,
            OptionalDouble temperature) {
        static Gpu of(String[] fields) {
            return new Gpu(
                    fields[0] + " " + fields[1],
                    number(fields[2]),
                    number(fields[3]),
                    number(fields[4]),
                    number(fields[5]));
        }

        OptionalDouble memory() {
            return usedMemory.isPresent() && allMemory.orElse(0) > 0
                    ? OptionalDouble.of(100 * usedMemory.getAsDouble() / allMemory.getAsDouble())
                    : OptionalDouble.empty();
        }

        List<String> row() {
            return List.of(
                    name,
                    words(memory(), "%.0f %%"),
                    words(use, "%.0f %%"),
                    words(temperature, "%.0f °C"),
                    allMemory.isPresent() ? Spoken.bytes(allMemory.getAsDouble() * MB) : "");
        }

        private static OptionalDouble number(String text) {
            return text.matches("\\d+(\\.\\d+)?")
                    ? OptionalDouble.of(Double.parseDouble(text))
                    : OptionalDouble.empty();
        }

        private static String words(OptionalDouble value, String format) {
            return value.isPresent() ? format.formatted(value.getAsDouble()) : "";
        }
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Gpu probe, Duration patience) {
        String host = Hosts.name(probe.host());
        List<Gpu> gpus = hosts.read(system, probe.host(), new HostCommand.Gpus(), patience)
                .lines()
                .map(line -> line.strip().split("\\s*,\\s*"))
                .filter(fields -> fields.length == FIELDS)
                .map(Gpu::of)
                .toList();
        if (gpus.isEmpty()) {
            throw new ProbeException("nvidia-smi on " + host + " shows no GPU. Check its driver.");
        }
        return Reading.of(
                gpus.size() + (gpus.size() == 1 ? " GPU on " : " GPUs on ") + host + ": memory "
                        + Gpu.words(worst(gpus), "%.0f %%") + " used at most",
                measures(gpus),
                new Table(
                        List.of("GPU", "memory used", "use", "temperature", "memory"),
                        gpus.stream().map(Gpu::row).toList(),
                        true));
    }

    private static OptionalDouble worst(List<Gpu> gpus) {
        return gpus.stream()
                .map(Gpu::memory)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .max();
    }

    private static List<Measure> measures(List<Gpu> gpus) {
        var measures = new ArrayList<Measure>();
        for (Gpu gpu : gpus) {
            String label = gpus.size() == 1 ? "" : gpu.name();
            gpu.memory().ifPresent(value -> measures.add(new Measure("memory", value, "percent", label)));
            gpu.use().ifPresent(value -> measures.add(new Measure("use", value, "percent", label)));
            gpu.temperature().ifPresent(value -> measures.add(new Measure("temperature", value, "°C", label)));
        }
        return measures;
    }
}
