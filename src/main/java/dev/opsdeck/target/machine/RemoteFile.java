package dev.opsdeck.target.machine;

import dev.opsdeck.plan.TargetException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file on a machine, read and written by small programs that every Unix has, each with a list of arguments. What is
 * written never stands in an argument, where other accounts of the machine could read it.
 *
 * @param path from / on
 */
record RemoteFile(Machine machine, String path) {
    private static final byte[] NOTHING = new byte[0];

    /** The same place, whatever links lead there: replacing a link would cut it off. */
    RemoteFile resolved() {
        Machine.Ended ended = machine.run(List.of("readlink", "-f", "--", path));
        String real = ended.text().strip();
        return ended.exitCode() == 0 && real.startsWith("/") ? new RemoteFile(machine, real) : this;
    }

    RemoteFile beside(String suffix) {
        return new RemoteFile(machine, path + suffix);
    }

    boolean exists() {
        return switch (machine.run(List.of("test", "-e", path)).exitCode()) {
            case 0 -> true;
            case 1 -> false;
            default -> throw new TargetException("Could not look for " + path + " on " + machine.where() + ".");
        };
    }

    /** What it holds; empty when it is not there. */
    Optional<byte[]> read() {
        return exists() ? Optional.of(machine.must("cat", "--", path)) : Optional.empty();
    }

    Optional<String> text() {
        return read().map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    long size() {
        String words = new String(machine.must("wc", "-c", path), StandardCharsets.UTF_8);
        return Long.parseLong(words.strip().split("\\s+")[0]);
    }

    void write(String text, String mode) {
        write(text.getBytes(StandardCharsets.UTF_8), mode);
    }

    /**
     * Writes it so that a reader finds either the old text or the new one. Owner and rights stay.
     *
     * @param mode of a file that is not there yet
     */
    void write(byte[] content, String mode) {
        RemoteFile fresh = beside(".opsdeck-new");
        if (exists()) {
            machine.must("cp", "-p", "--", path, fresh.path);
        } else {
            machine.must("cp", "--", "/dev/null", fresh.path);
            machine.must("chmod", mode, "--", fresh.path);
        }
        fresh.fill(content);
        if (!Arrays.equals(fresh.read().orElse(NOTHING), content)) {
            fresh.remove();
            throw new TargetException("What was written to " + fresh.path + " on " + machine.where()
                    + " is not what is there now; " + path + " was not touched. Look whether the disk is full.");
        }
        machine.must("mv", "-f", "--", fresh.path, path);
    }

    /** One block of exactly that size: not every way into a container can tell a program that there is no more. */
    private void fill(byte[] content) {
        if (content.length == 0) {
            machine.must("dd", "if=/dev/null", "of=" + path);
            return;
        }
        machine.must(
                List.of("dd", "of=" + path, "bs=" + content.length, "count=1", "iflag=fullblock", "conv=fsync"),
                content);
    }

    /** Copies it with owner and rights, so that whoever reads the copy finds all of it or none. */
    void copyTo(RemoteFile copy) {
        RemoteFile fresh = copy.beside(".opsdeck-new");
        machine.must("cp", "-p", "--", path, fresh.path);
        machine.must("mv", "-f", "--", fresh.path, copy.path);
    }

    void moveTo(RemoteFile other) {
        machine.must("mv", "-f", "--", path, other.path);
    }

    void remove() {
        machine.must("rm", "-f", "--", path);
    }
}
