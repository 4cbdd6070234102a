package dev.opsdeck.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** What one thread gives and another one reads, without holding much of it. */
final class Feed extends InputStream {
    private static final byte[] END = {};
    private static final int MOST = 8;
    private static final long LOOK_MILLIS = 200;

    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST);
    private volatile boolean closed;
    private byte[] current = {};
    private int at;
    private boolean ended;

    /** @throws IOException when nobody reads any more */
    void give(byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            put(bytes);
        }
    }

    /** There is no more. */
    void end() throws IOException {
        put(END);
    }

    private void put(byte[] bytes) throws IOException {
        try {
            while (!waiting.offer(bytes, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                refuseIfClosed();
            }
            refuseIfClosed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private void refuseIfClosed() throws IOException {
        if (closed) {
            throw new IOException("nobody reads any more");
        }
    }

    /** How much waits to be read. */
    int waiting() {
        return waiting.size();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (at == current.length && !next()) {
            return -1;
        }
        int read = Math.min(count, current.length - at);
        System.arraycopy(current, at, buffer, from, read);
        at += read;
        return read;
    }

    private boolean next() throws IOException {
        try {
            while (!ended && !closed) {
                byte[] taken = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (taken != null && taken.length > 0) {
                    current = taken;
                    at = 0;
                    return true;
                }
                ended = taken != null;
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** Whoever gives is told that it is of no use. */
    @Override
    public void close() {
        closed = true;
    }
}
