package dev.opsdeck.target.host;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks at memory: used is what programs could not get any more, so caches do not count. */
@Singleton
final class MemoryProber implements Prober<Probe.Memory> {
    private static final Pattern LINE = Pattern.compile("(?m)^(\\w+):\\s+(\\d+) kB$");

    private final Hosts hosts;

    MemoryProber(Hosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public Class<Probe.Memory> asks() {
        return Probe.Memory.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Memory probe, Duration patience) {
        String host = Hosts.name(probe.host());
        Map<String, Double> bytes = read(hosts.read(system, probe.host(), new HostCommand.MemoryInfo(), patience));
        Double total = bytes.get("MemTotal");
        Double available = bytes.get("MemAvailable");
        if (total == null || available == null) {
            throw new ProbeException("/proc/meminfo on " + host + " does not say how much memory is available.");
        }
        double used = 100 * (total - available) / total;
        double swap = bytes.getOrDefault("SwapTotal", 0.0);
        var measures = new ArrayList<Measure>();
        measures.add(Measure.of("used", used, "percent"));
        measures.add(Measure.of("available", available, "bytes"));
        String ofSwap = ", no swap";
        if (swap > 0) {
            double usedSwap = 100 * (swap - bytes.getOrDefault("SwapFree", 0.0)) / swap;
            measures.add(Measure.of("swap", usedSwap, "percent"));
            ofSwap = ", " + Spoken.percent(usedSwap) + " of swap used";
        }
        return Reading.of(
                "Memory of " + host + " is " + Spoken.percent(used) + " used, " + Spoken.bytes(available) + " of "
                        + Spoken.bytes(total) + " available" + ofSwap,
                measures,
                null);
    }

    private static Map<String, Double> read(String meminfo) {
        return LINE.matcher(meminfo)
                .results()
                .collect(Collectors.toMap(
                        (MatchResult line) -> line.group(1), line -> Double.parseDouble(line.group(2)) * 1024));
    }
}
