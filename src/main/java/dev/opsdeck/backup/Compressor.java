package dev.opsdeck.backup;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.opsdeck.catalog.BackupRule.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Packs and unpacks. */
final class Compressor {
    /** Smaller than gzip on dumps, at several times its speed. */
    private static final int ZSTD_LEVEL = 3;

    private static final int MOST_WORKERS = 8;
    private static final int BUFFER = 128 * 1024;

    private Compressor() {}

    static OutputStream packing(Compression compression, OutputStream to) throws IOException {
        return switch (compression) {
            case ZSTD ->
                new ZstdOutputStream(to, ZSTD_LEVEL)
                        .setChecksum(true)
                        .setWorkers(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_WORKERS));
            case GZIP -> new GZIPOutputStream(to, BUFFER);
        };
    }

    static InputStream unpacking(Compression compression, InputStream from) throws IOException {
        return switch (compression) {
            case ZSTD -> new ZstdInputStream(from);
            case GZIP -> new GZIPInputStream(from, BUFFER);
        };
    }

    static String extension(Compression compression) {
        return switch (compression) {
            case ZSTD -> ".zst";
            case GZIP -> ".gz";
        };
    }
}
