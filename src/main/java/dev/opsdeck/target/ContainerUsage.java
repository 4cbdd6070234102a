package dev.opsdeck.target;

import com.github.dockerjava.api.model.BlkioStatEntry;
import com.github.dockerjava.api.model.CpuStatsConfig;
import com.github.dockerjava.api.model.MemoryStatsConfig;
import com.github.dockerjava.api.model.StatisticNetworksConfig;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.api.model.StatsConfig;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a container's usage out of the engine's statistics, in the way of {@code docker stats}. */
final class ContainerUsage {
    private ContainerUsage() {}

    static Usage of(String name, Statistics stats) {
        MemoryStatsConfig memory = stats.getMemoryStats();
        return new Usage(
                name,
                cpu(stats),
                memory(memory),
                memory == null ? null : memory.getLimit(),
                network(stats, StatisticNetworksConfig::getRxBytes),
                network(stats, StatisticNetworksConfig::getTxBytes),
                disk(stats, "read"),
                disk(stats, "write"));
    }

    /** The container's share of the processor time that passed between two samples, times the processors. */
    private static @Nullable Double cpu(Statistics stats) {
        CpuStatsConfig now = stats.getCpuStats();
        CpuStatsConfig before = stats.getPreCpuStats();
        if (now == null || before == null || now.getSystemCpuUsage() == null || before.getSystemCpuUsage() == null) {
            return null;
        }
        double own = used(now) - used(before);
        double all = now.getSystemCpuUsage() - before.getSystemCpuUsage();
        return all <= 0 || own < 0 ? null : own / all * processors(now) * 100;
    }

    private static double used(CpuStatsConfig cpu) {
        Long total = cpu.getCpuUsage() == null ? null : cpu.getCpuUsage().getTotalUsage();
        return total == null ? 0 : total;
    }

    private static long processors(CpuStatsConfig cpu) {
        if (cpu.getOnlineCpus() != null && cpu.getOnlineCpus() > 0) {
            return cpu.getOnlineCpus();
        }
        List<Long> each = cpu.getCpuUsage() == null ? null : cpu.getCpuUsage().getPercpuUsage();
        return each == null ? 1 : Math.max(1, each.size());
    }

    /** Without the part of the page cache that was not used of late: the kernel gives it back whenever it is needed. */
    private static @Nullable Long memory(@Nullable MemoryStatsConfig memory) {
        if (memory == null || memory.getUsage() == null) {
            return null;
        }
        StatsConfig parts = memory.getStats();
        Long cache = parts == null
                ? null
                : parts.getTotalInactiveFile() != null ? parts.getTotalInactiveFile() : parts.getInactiveFile();
        return cache == null || cache > memory.getUsage() ? memory.getUsage() : memory.getUsage() - cache;
    }

    private static @Nullable Long network(Statistics stats, Function<StatisticNetworksConfig, Long> part) {
        return stats.getNetworks() == null
                ? null
                : stats.getNetworks().values().stream()
                        .map(part)
                        .mapToLong(bytes -> bytes == null ? 0 : bytes)
                        .sum();
    }

    private static @Nullable Long disk(Statistics stats, String operation) {
        List<BlkioStatEntry> entries =
                stats.getBlkioStats() == null ? null : stats.getBlkioStats().getIoServiceBytesRecursive();
        return entries == null
                ? null
                : entries.stream()
                        .filter(entry -> operation.equalsIgnoreCase(entry.getOp()))
                        .mapToLong(entry -> entry.getValue() == null ? 0 : entry.getValue())
                        .sum();
    }
}
