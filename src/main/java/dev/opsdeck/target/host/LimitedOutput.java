package dev.opsdeck.target.host;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what is written up to a limit and says once when there is more, which is dropped. */
final class LimitedOutput extends OutputStream {
    private final int limit;
    private final Runnable whenFull;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean full;

    LimitedOutput(int limit, Runnable whenFull) {
        this.limit = limit;
        this.whenFull = whenFull;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int room = Math.min(length, limit - kept.size());
        kept.write(bytes, offset, room);
        if (room < length && !full) {
            full = true;
            whenFull.run();
        }
    }

    synchronized boolean full() {
        return full;
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
