package dev.opsdeck.target.host;

import dev.opsdeck.probe.ProbeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that may be run on a host. These are all there are, and none of them writes: what the catalog gives, a path
 * or a pattern, only ever stands where no option can.
 */
sealed interface HostCommand {
    /** The program and its arguments. */
    List<String> arguments();

    /** The program, for people. */
    default String program() {
        return arguments().getFirst();
    }

    /** What file systems hold, in kB: all, or the one that holds the path. */
    record FileSystems(@Nullable String path) implements HostCommand {
        @Override
        public List<String> arguments() {
            return df(path, "-k");
        }
    }

    /** How many files they hold. */
    record Inodes(@Nullable String path) implements HostCommand {
        @Override
        public List<String> arguments() {
            return df(path, "-i");
        }
    }

    private static List<String> df(@Nullable String path, String unit) {
        var arguments = new ArrayList<>(List.of("df", "-P", "-T", unit));
        if (path != null) {
            arguments.addAll(List.of("--", absolute(path)));
        }
        return arguments;
    }

    /** Whether the host runs commands at all. */
    record Nothing() implements HostCommand {
        @Override
        public List<String> arguments() {
            return List.of("true");
        }
    }

    /** What the kernel says of memory. */
    record MemoryInfo() implements HostCommand {
        @Override
        public List<String> arguments() {
            return List.of("cat", "/proc/meminfo");
        }
    }

    /** Load, and for how long the host has been up. */
    record LoadInfo() implements HostCommand {
        @Override
        public List<String> arguments() {
            return List.of("cat", "/proc/loadavg", "/proc/uptime");
        }
    }

    /** How many processors there are. */
    record Processors() implements HostCommand {
        @Override
        public List<String> arguments() {
            return List.of("nproc");
        }
    }

    /** What NVIDIA's GPUs do. */
    record Gpus() implements HostCommand {
        static final String FIELDS = "index,name,memory.used,memory.total,utilization.gpu,temperature.gpu";

        @Override
        public List<String> arguments() {
            return List.of("nvidia-smi", "--query-gpu=" + FIELDS, "--format=csv,noheader,nounits");
        }
    }

    /** The files of a folder whose names fit: time, size, name, each file ended by a zero byte. */
    record FilesIn(String folder, String names) implements HostCommand {
        @Override
        public List<String> arguments() {
            return List.of(
                    "find",
                    "-H",
                    absolute(folder),
                    "-maxdepth",
                    "1",
                    "-type",
                    "f",
                    "-name",
                    names,
                    "-printf",
                    "%T@ %s %f\\0");
        }
    }

    /** Revision, branch and changed files of a working copy. */
    record GitStatus(String folder) implements HostCommand {
        @Override
        public List<String> arguments() {
            return git(folder, "status", "--porcelain=v2", "--branch");
        }
    }

    /** The latest commits of a working copy. */
    record GitLog(String folder, int commits) implements HostCommand {
        @Override
        public List<String> arguments() {
            return git(
                    folder,
                    "log",
                    "-n",
                    String.valueOf(commits),
                    "--no-show-signature",
                    "--format=%h%x09%cI%x09%an%x09%s");
        }
    }

    /** Neither touches the index nor lets the settings of the working copy start programs. */
    private static List<String> git(String folder, String... question) {
        var arguments = new ArrayList<>(List.of(
                "git",
                "--no-optional-locks",
                "--no-pager",
                "-c",
                "core.fsmonitor=false",
                "-c",
                "core.hooksPath=/dev/null",
                "-C",
                absolute(folder)));
        arguments.addAll(List.of(question));
        return arguments;
    }

    private static String absolute(String path) {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw new ProbeException("\"" + path + "\" in the catalog is not an absolute path; write it from / on.");
        }
        return path;
    }
}
