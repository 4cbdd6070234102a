package dev.opsdeck.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a backup holds, unpacked while it is read. Whether it is what was written is known when all of it was read: then
 * {@link #prove} tells.
 */
final class Content extends InputStream {
    private static final int CHUNK = 128 * 1024;

    private final Manifest manifest;
    private final Counted stored;
    private final DigestInputStream summed;
    private @Nullable InputStream unpacked;
    private @Nullable IOException failure;
    private long bytes;

    private Content(Manifest manifest, InputStream file) {
        this.manifest = manifest;
        this.stored = new Counted(file);
        this.summed = new DigestInputStream(stored, Sha256.begin());
    }

    static Content open(BackupStore store, Manifest manifest) throws IOException {
        return new Content(manifest, store.read(manifest.file()));
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Ends where the backup cannot be unpacked any further; {@link #prove} says so. */
    @Override
    public int read(byte[] buffer, int from, int count) {
        if (failure != null) {
            return -1;
        }
        try {
            if (unpacked == null) {
                unpacked = Compressor.unpacking(manifest.compression(), summed);
            }
            int read = unpacked.read(buffer, from, count);
            bytes += Math.max(0, read);
            return read;
        } catch (IOException e) {
            failure = e;
            return -1;
        }
    }

    /** How much of what is stored was read, from 0 to 1. */
    double share() {
        return manifest.bytes() == 0 ? 1 : (double) stored.bytes / manifest.bytes();
    }

    long bytes() {
        return bytes;
    }

    /**
     * Sees that what was read is what was written.
     *
     * @throws BrokenBackupException when it is not
     */
    void prove() throws BrokenBackupException, IOException {
        if (failure == null && read(new byte[1], 0, 1) >= 0) {
            throw new BrokenBackupException("it holds more than was wanted of it");
        }
        summed.transferTo(OutputStream.nullOutputStream());
        if (stored.bytes != manifest.bytes()) {
            throw new BrokenBackupException("it has " + stored.bytes + " bytes instead of " + manifest.bytes());
        }
        String sum = HexFormat.of().formatHex(summed.getMessageDigest().digest());
        if (!sum.equals(manifest.sha256())) {
            throw new BrokenBackupException("its SHA-256 is not the one that it was written with");
        }
        if (failure != null) {
            throw new BrokenBackupException("it cannot be unpacked: " + failure.getMessage());
        }
        if (bytes != manifest.contentBytes()) {
            throw new BrokenBackupException("it unpacks to " + bytes + " bytes instead of " + manifest.contentBytes());
        }
    }

    @Override
    public void close() throws IOException {
        try (stored) {
            if (unpacked != null) {
                unpacked.close();
            }
        }
    }

    static byte[] buffer() {
        return new byte[CHUNK];
    }

    /** Counts what comes out of the store. */
    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream from) {
            super(from);
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            bytes += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] buffer, int from, int count) throws IOException {
            int read = in.read(buffer, from, count);
            bytes += Math.max(0, read);
            return read;
        }
    }
}
