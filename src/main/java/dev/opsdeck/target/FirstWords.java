package dev.opsdeck.target;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning and drops the rest of what a program says of its troubles: the first one is the cause. */
final class FirstWords {
    private static final int MOST = 16 * 1024;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    synchronized void add(byte[] bytes, int length) {
        kept.write(bytes, 0, Math.min(length, MOST - kept.size()));
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8).strip();
    }
}
