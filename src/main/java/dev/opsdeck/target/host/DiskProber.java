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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at file systems: all that are disks, fullest first, or the one that holds a path. */
@Singleton
final class DiskProber implements Prober<Probe.Disk> {
    private final Hosts hosts;

    DiskProber(Hosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public Class<Probe.Disk> asks() {
        return Probe.Disk.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Disk probe, Duration patience) {
        var space = new HostCommand.FileSystems(probe.path());
        var files = new HostCommand.Inodes(probe.path());
        List<HostOutput> shown = hosts.run(system, probe.host(), List.of(space, files), patience);
        List<FileSystem> disks = read(probe, space, shown.getFirst()).stream()
                .filter(one -> one.counted() && (probe.path() != null || one.real()))
                .sorted(Comparator.comparing(FileSystem::usedPercent).reversed())
                .toList();
        if (disks.isEmpty()) {
            throw new ProbeException("df on " + Hosts.name(probe.host()) + " showed no disk.");
        }
        Map<String, Double> inodes = read(probe, files, shown.getLast()).stream()
                .filter(FileSystem::counted)
                .collect(Collectors.toMap(FileSystem::mount, FileSystem::usedPercent, Math::max));
        return Reading.of(summary(probe, disks), measures(disks, inodes, probe.path()), table(disks, inodes));
    }

    /** A mount that cannot be looked into makes df fail, after it has shown all others. */
    private static List<FileSystem> read(Probe.Disk probe, HostCommand df, HostOutput output) {
        List<FileSystem> shown = FileSystem.all(output.output());
        if (output.exitCode() != 0 && (shown.isEmpty() || probe.path() != null)) {
            throw output.failed(Hosts.name(probe.host()), df);
        }
        return shown;
    }

    private static String summary(Probe.Disk probe, List<FileSystem> disks) {
        FileSystem fullest = disks.getFirst();
        return fullest.mount() + " on " + Hosts.name(probe.host()) + " is " + Spoken.percent(fullest.usedPercent())
                + " full, " + Spoken.bytes(fullest.free() * 1024.0) + " free"
                + (disks.size() == 1 ? "" : "; it is the fullest of " + disks.size());
    }

    private static List<Measure> measures(List<FileSystem> disks, Map<String, Double> inodes, @Nullable String path) {
        var measures = new ArrayList<Measure>();
        for (FileSystem disk : disks) {
            String label = path == null ? disk.mount() : "";
            measures.add(new Measure("used", disk.usedPercent(), "percent", label));
            Optional.ofNullable(inodes.get(disk.mount()))
                    .ifPresent(used -> measures.add(new Measure("inodes", used, "percent", label)));
            measures.add(new Measure("free", disk.free() * 1024.0, "bytes", label));
        }
        return measures;
    }

    private static Table table(List<FileSystem> disks, Map<String, Double> inodes) {
        return new Table(
                List.of("mount", "used", "free", "inodes", "type"),
                disks.stream()
                        .map(disk -> List.of(
                                disk.mount(),
                                Spoken.percent(disk.usedPercent()),
                                Spoken.bytes(disk.free() * 1024.0),
                                Optional.ofNullable(inodes.get(disk.mount()))
                                        .map(Spoken::percent)
                                        .orElse(""),
                                disk.type()))
                        .toList(),
                true);
    }
}
