package dev.opsdeck.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices changes by reading the files again and again. Events of the file system miss what matters here: a mounted
 * ConfigMap changes by a link elsewhere, network file systems tell nothing, and editors write a file in several ways.
 */
final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    private final Path folder;
    private final Duration interval;
    private final Runnable onChange;
    private final CountDownLatch closed = new CountDownLatch(1);
    private String handled;

    /** @param seen the fingerprint of what needs no notice any more */
    FolderWatch(Path folder, String seen, Duration interval, Runnable onChange) {
        this.folder = folder;
        this.handled = seen;
        this.interval = interval;
        this.onChange = onChange;
    }

    void start() {
        Thread.ofVirtual().name("catalog-watch").start(this::watch);
    }

    /** Changes with any name or content; a word of its own when the folder cannot be read. */
    static String fingerprint(Path folder) {
        try {
            return CatalogFiles.read(folder).checksum();
        } catch (IOException e) {
            return "unreadable";
        }
    }

    private void watch() {
        String before = handled;
        while (!pause()) {
            String now = fingerprint(folder);
            // Twice the same: whoever writes has come to rest, and several files changed together are one change.
            if (now.equals(before) && !now.equals(handled)) {
                handled = now;
                look();
            }
            before = now;
        }
    }

    private void look() {
        try {
            onChange.run();
        } catch (RuntimeException e) {
            LOG.error("The changed catalog could not be looked at", e);
        }
    }

    /** Whether the watch is over. */
    private boolean pause() {
        try {
            return closed.await(interval.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
