package dev.opsdeck.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What a process prints: one file that it appends to by itself, and the one before. */
record ProcessLog(Path file) {
    private static final long LARGE = 10L * 1024 * 1024;
    private static final int TAIL_BYTES = 256 * 1024;

    /**
     * Puts a large file aside. The process keeps its file open, so the file is copied and emptied; what is printed in
     * between the two is lost.
     */
    void rotate() {
        try {
            if (Files.exists(file) && Files.size(file) > LARGE) {
                Files.copy(file, before(), StandardCopyOption.REPLACE_EXISTING);
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines, cleaned; those of the file before where the new one has too few. */
    List<String> tail(int most) {
        var lines = new LogLines(most);
        List.of(before(), file).forEach(each -> lines.add(LogLines.Stream.OUTPUT, end(each)));
        return lines.lines();
    }

    private Path before() {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    private static byte[] end(Path file) {
        if (!Files.exists(file)) {
            return new byte[0];
        }
        try (var channel = FileChannel.open(file)) {
            channel.position(Math.max(0, channel.size() - TAIL_BYTES));
            return Channels.newInputStream(channel).readNBytes(TAIL_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
