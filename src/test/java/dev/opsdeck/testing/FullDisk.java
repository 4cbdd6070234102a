package dev.opsdeck.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system of its own, which a test may fill; it is gone on {@link #close}. */
public final class FullDisk implements AutoCloseable {
    private static final int MB = 1 << 20;

    private final Path mount;

    private FullDisk(Path mount) {
        this.mount = mount;
    }

    /** Mounts it over the folder; only where {@link Tool#MOUNT} is there. */
    public static FullDisk tmpfs(Path folder, int megabytes) {
        Tool.run(
                Tool.program("mount").toString(),
                "-t",
                "tmpfs",
                "-o",
                "size=" + megabytes + "m,nr_inodes=200",
                "opsdeck-test",
                folder.toString());
        return new FullDisk(folder);
    }

    public Path path() {
        return mount;
    }

    /** Writes that many MB into one file. */
    public void fill(int megabytes) {
        try {
            Files.write(mount.resolve("filler"), new byte[megabytes * MB]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        Tool.run(Tool.program("umount").toString(), "-l", mount.toString());
    }
}
