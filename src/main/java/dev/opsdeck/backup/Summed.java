package dev.opsdeck.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Sums and counts what goes through. Does not close what it writes to. */
final class Summed extends FilterOutputStream {
    private final MessageDigest sum = Sha256.begin();
    private long bytes;

    Summed(OutputStream next) {
        super(next);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int from, int count) throws IOException {
        out.write(buffer, from, count);
        sum.update(buffer, from, count);
        bytes += count;
    }

    long bytes() {
        return bytes;
    }

    /** Of everything so far, which ends it. */
    String sha256() {
        return HexFormat.of().formatHex(sum.digest());
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
