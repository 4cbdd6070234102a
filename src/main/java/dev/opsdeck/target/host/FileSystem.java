package dev.opsdeck.target.host;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of {@code df}: space in kB, or inodes.
 *
 * @param free what users may still take; what is reserved for root counts as neither used nor free
 */
record FileSystem(String device, String type, long used, long free, String mount) {
    /** Read from the end: names of devices and mount points may hold spaces. */
    private static final Pattern LINE =
            Pattern.compile("(.+?)\\s+(\\S+)\\s+(\\d+|-)\\s+(\\d+|-)\\s+(-?\\d+|-)\\s+(\\d+%|-)\\s+(/.*)");

    /** Memory, images that are full by nature, and what the kernel shows as files. */
    private static final Set<String> PSEUDO = Set.of(
            "tmpfs",
            "devtmpfs",
            "ramfs",
            "squashfs",
            "iso9660",
            "efivarfs",
            "proc",
            "sysfs",
            "devpts",
            "cgroup",
            "cgroup2",
            "mqueue",
            "debugfs",
            "tracefs",
            "fuse.lxcfs",
            "fuse.snapfuse",
            "autofs",
            "nsfs");

    static List<FileSystem> all(String df) {
        return df.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new FileSystem(
                        line.group(1), line.group(2), number(line.group(4)), number(line.group(5)), line.group(7)))
                .toList();
    }

    private static long number(String text) {
        return text.equals("-") ? 0 : Math.max(0, Long.parseLong(text));
    }

    /** Whether it is a disk that somebody may run full, and not one container's view of one. */
    boolean real() {
        return !PSEUDO.contains(type) && (!type.equals("overlay") || mount.equals("/"));
    }

    /** Whether it counts at all: some file systems have no fixed number of inodes. */
    boolean counted() {
        return used + free > 0;
    }

    double usedPercent() {
        return 100.0 * used / (used + free);
    }
}
