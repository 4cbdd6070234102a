package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Upkeep;
import dev.opsdeck.plan.TargetException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/** The copies of a log that is copied and emptied: beside it, with the time in their names. */
record LogCopies(RemoteFile log) {
    /** As {@code find} reads it: any name that {@link #at} gives. */
    private static final String TIME = "-[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]T[0-9][0-9][0-9][0-9][0-9][0-9]";

    static Upkeep.LogFiles logs(ManagedSystem system, String name) {
        Upkeep.LogFiles logs = system.upkeep().logs().get(name);
        if (logs == null) {
            throw new TargetException(
                    "The catalog of " + system.name() + " has no logs " + name + " any more. Give the command again.");
        }
        return logs;
    }

    /** @param time such as 20260105T100000 */
    RemoteFile at(String time) {
        return log.beside("-" + time);
    }

    /** Removes all but the newest; how many. */
    int prune(int keep) {
        String path = log.path();
        int slash = path.lastIndexOf('/');
        String folder = slash == 0 ? "/" : path.substring(0, slash);
        byte[] found = log.machine()
                .must("find", folder, "-maxdepth", "1", "-type", "f", "-name", escaped(path.substring(slash + 1)) + TIME);
        List<String> old = new String(found, StandardCharsets.UTF_8)
                .lines()
                .sorted(Comparator.reverseOrder())
                .skip(keep)
                .toList();
        old.forEach(one -> new RemoteFile(log.machine(), one).remove());
        return old.size();
    }

    private static String escaped(String name) {
        return name.replaceAll("[*?\\[\\]\\\\]", "\\\\$0");
    }
}
