package dev.opsdeck.target;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one instance uses; null where that cannot be told.
 *
 * @param cpu percent of one processor
 * @param memory bytes that could not be given back at once
 * @param memoryLimit bytes that it may use
 */
record Usage(
        String instance,
        @Nullable Double cpu,
        @Nullable Long memory,
        @Nullable Long memoryLimit,
        @Nullable Long networkIn,
        @Nullable Long networkOut,
        @Nullable Long diskRead,
        @Nullable Long diskWrite) {

    /** By the names that the catalog's probe gives. */
    List<Measure> measures() {
        var measures = new ArrayList<Measure>();
        add(measures, "cpu", cpu, "percent");
        if (memory != null && memoryLimit != null && memoryLimit > 0) {
            add(measures, "memory", 100.0 * memory / memoryLimit, "percent");
        }
        add(measures, "memory-bytes", memory, "bytes");
        add(measures, "network-in", networkIn, "bytes");
        add(measures, "network-out", networkOut, "bytes");
        add(measures, "disk-read", diskRead, "bytes");
        add(measures, "disk-write", diskWrite, "bytes");
        return measures;
    }

    private void add(List<Measure> measures, String name, @Nullable Number value, String unit) {
        if (value != null) {
            measures.add(new Measure(name, value.doubleValue(), unit, instance));
        }
    }

    static List<Service> services(ManagedSystem system, Probe.Stats probe) {
        return probe.service() == null
                ? List.copyOf(system.services().values())
                : List.of(Optional.ofNullable(system.services().get(probe.service()))
                        .orElseThrow(
                                () -> new ProbeException("There is no service " + probe.service() + " any more.")));
    }

    static String summary(int running, String what) {
        return running == 0 ? "No " + what + " runs" : running + " " + what + (running == 1 ? " runs" : "s run");
    }
}
