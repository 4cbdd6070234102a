package dev.opsdeck.target;

import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs programs of this machine with their streams passed on, without opsdeck's own environment, which holds secrets. */
@Singleton
public final class LocalPrograms {
    private static final int CHUNK = 128 * 1024;
    private static final long LOOK_MILLIS = 300;
    private static final long NOT_FOUND = 127;

    /**
     * Runs it to its end. When opsdeck dies, its streams break and so does the program.
     *
     * @throws Piped.StoppedException when it was stopped
     * @throws TargetException when its output could not be passed on
     */
    public PipedEnd pipe(Piped piped) {
        Process process;
        try {
            process = start(piped);
        } catch (IOException noSuchProgram) {
            return new PipedEnd(NOT_FOUND, String.valueOf(noSuchProgram.getMessage()));
        }
        try {
            return ended(process, piped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Piped.StoppedException();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Ends what was piped under that mark and has outlived who listened to it. */
    public void end(String mark) {
        pipe(new Piped(
                PipedExec.ending(mark),
                Map.of(),
                UUID.randomUUID().toString(),
                null,
                OutputStream.nullOutputStream(),
                () -> false));
    }

    private static Process start(Piped piped) throws IOException {
        var builder = new ProcessBuilder(piped.program());
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
        environment.clear();
        environment.putAll(Map.of("PATH", path, "LC_ALL", "C", "HOME", System.getProperty("user.home", "/")));
        environment.putAll(piped.environment());
        environment.put(Piped.MARK, piped.mark());
        return builder.start();
    }

    private static PipedEnd ended(Process process, Piped piped) throws InterruptedException {
        var failure = new AtomicReference<@Nullable IOException>();
        var words = new FirstWords();
        Thread errors = Thread.startVirtualThread(() -> collect(process.getErrorStream(), words));
        Thread input = Thread.startVirtualThread(() -> feed(piped.input(), process.getOutputStream()));
        Thread output = Thread.startVirtualThread(() -> {
            try (InputStream from = process.getInputStream()) {
                copy(from, piped.output());
            } catch (IOException e) {
                failure.set(e);
                process.destroy();
            }
        });
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (piped.stopped().getAsBoolean()) {
                process.destroy();
                throw new Piped.StoppedException();
            }
        }
        output.join();
        errors.join(LOOK_MILLIS);
        input.interrupt();
        IOException broken = failure.get();
        if (broken != null) {
            throw PipeFailures.told(piped, broken);
        }
        return new PipedEnd(process.exitValue(), words.text());
    }

    private static void collect(InputStream from, FirstWords words) {
        var buffer = new byte[1024];
        try (from) {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                words.add(buffer, read);
            }
        } catch (IOException endedByForce) {
            // What came before is kept; whoever waits is told why it ended.
        }
    }

    /** A program that does not want the rest says why by its exit code and its own words. */
    private static void feed(@Nullable InputStream from, OutputStream to) {
        try (to) {
            if (from != null) {
                copy(from, new Prompt(to));
            }
        } catch (IOException notWanted) {
            // See above; and a source that fails has told its reader itself.
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        var buffer = new byte[CHUNK];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
        }
    }

    /** Whoever gives little may be waiting for what comes of it. */
    private static final class Prompt extends FilterOutputStream {
        Prompt(OutputStream to) {
            super(to);
        }

        @Override
        public void write(byte[] buffer, int from, int count) throws IOException {
            out.write(buffer, from, count);
            out.flush();
        }
    }
}
