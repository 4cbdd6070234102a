package dev.opsdeck.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One service's process and the folder where it is remembered, so that opsdeck knows its processes again after it was
 * itself killed and started anew. Whoever acts on the process holds the folder's lock; the operating system takes the
 * lock away from an opsdeck that dies.
 */
final class SupervisedProcess {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedProcess.class);
    private static final Duration KILL = Duration.ofSeconds(5);
    private static final Duration RECORDED = Duration.ofSeconds(1);

    private final Path folder;
    private final ProcessStart start;
    private final ReentrantLock acting = new ReentrantLock();
    /** The newest process, where this opsdeck started it. */
    private volatile @Nullable Child child;

    SupervisedProcess(Path folder) {
        this.folder = folder;
        this.start = new ProcessStart(folder);
    }

    /**
     * A process that is a child of this opsdeck.
     *
     * @param recorded done when it has ended and its exit code is on record
     */
    private record Child(ProcessRecord process, CompletableFuture<Void> recorded) {}

    /** The newest process, running or not; empty when none was ever started. */
    Optional<ProcessRecord> current() {
        if (start.interrupted()) {
            // Whoever holds the lock instead is still starting it.
            alone(() -> start.recover(record()));
        }
        return ProcessRecord.read(record()).map(this::withExit);
    }

    private ProcessRecord withExit(ProcessRecord process) {
        if (process.alive().isPresent()) {
            return process;
        }
        awaitExitOf(process);
        return ProcessRecord.read(exit()).filter(process::sameProcess).orElse(process);
    }

    /** How a child of ours ended is on record a moment after it has; who looks in between waits that moment. */
    private void awaitExitOf(ProcessRecord process) {
        Child mine = child;
        if (mine == null || !mine.process().sameProcess(process)) {
            return;
        }
        try {
            mine.recorded().get(RECORDED.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("How process {} in {} ended is not known", process.pid(), folder, e);
        }
    }

    /** Whether a start began that died so recently that its process may still be about to appear. */
    boolean mayAppear() {
        return start.interrupted();
    }

    ProcessLog log() {
        return new ProcessLog(folder.resolve("output.log"));
    }

    /** Starts it; the caller is {@link #alone} and knows that none runs. */
    ProcessRecord start(Launch launch) throws IOException {
        Files.createDirectories(folder);
        log().rotate();
        ProcessStart.Started started = start.start(launch, log().file(), record());
        var recorded = started.process()
                .onExit()
                .thenAccept(ended -> started.record().exited(ended.exitValue()).write(exit()));
        child = new Child(started.record(), recorded);
        return started.record();
    }

    /**
     * Asks the process and all that it started to end, and kills what is left when the time is over. The caller is
     * {@link #alone}.
     *
     * @return whether nothing of it runs any more
     */
    boolean stop(Duration timeout) {
        boolean ended = current()
                .flatMap(ProcessRecord::alive)
                .map(process -> new ProcessTree(process).stop(timeout, KILL))
                .orElse(true);
        current().ifPresent(this::awaitExitOf);
        return ended;
    }

    /** Does the work while nobody else, in this opsdeck or another, acts on the process; empty when somebody does. */
    <T> Optional<T> alone(Supplier<T> work) {
        if (acting.isHeldByCurrentThread()) {
            return Optional.of(work.get());
        }
        if (!acting.tryLock()) {
            return Optional.empty();
        }
        try {
            Files.createDirectories(folder);
            try (var file = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = file.tryLock()) {
                return lock == null ? Optional.empty() : Optional.of(work.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            acting.unlock();
        }
    }

    /** Written by whoever is {@link #alone}. */
    private Path record() {
        return folder.resolve("process");
    }

    /** Written by the parent, whenever the process ends: a file of its own, lest it overwrite a newer record. */
    private Path exit() {
        return folder.resolve("exit");
    }
}
