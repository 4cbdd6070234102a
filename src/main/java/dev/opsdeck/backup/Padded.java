package dev.opsdeck.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Exactly so many bytes of something. Whoever reads them was told how many to expect and would wait for ever for those
 * that a broken backup lacks; so there are zeros instead, and the backup is found to be broken by its sum.
 */
final class Padded extends FilterInputStream {
    private long left;

    Padded(InputStream from, long bytes) {
        super(from);
        this.left = bytes;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int count) throws IOException {
        if (left == 0) {
            return -1;
        }
        int most = (int) Math.min(left, count);
        int read = in.read(buffer, from, most);
        if (read < 0) {
            Arrays.fill(buffer, from, from + most, (byte) 0);
            read = most;
        }
        left -= read;
        return read;
    }
}
