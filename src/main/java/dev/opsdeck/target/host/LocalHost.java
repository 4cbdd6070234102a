package dev.opsdeck.target.host;

import dev.opsdeck.target.program.ProgramFault;
import dev.opsdeck.target.program.ProgramStreams;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands on this machine, without a shell and without opsdeck's own environment, which holds secrets. */
@Singleton
final class LocalHost {
    static final String NAME = "this machine";
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final String path;

    LocalHost() {
        this.path = System.getenv().getOrDefault("PATH", PATH);
    }

    /** Runs it; its whole process tree is gone afterwards. */
    HostOutput run(HostCommand command, Duration patience) {
        Process process;
        try {
            process = start(command);
        } catch (IOException noSuchProgram) {
            return new HostOutput(HostOutput.NOT_FOUND, "", "");
        }
        try {
            return output(process, command, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HostOutput.tooSlow(NAME, command);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Runs a program that may write; its whole process tree is gone afterwards. */
    int run(List<String> arguments, ProgramStreams streams, Duration patience) {
        Process process;
        try {
            process = start(arguments);
        } catch (IOException noSuchProgram) {
            return HostOutput.NOT_FOUND;
        }
        try {
            Thread writing = Thread.startVirtualThread(() -> streams.writeTo(process.getOutputStream()));
            Thread reading = copy(process.getInputStream(), streams.output());
            Thread alsoReading = copy(process.getErrorStream(), streams.errors());
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ProgramFault.tooSlow(NAME, arguments, patience);
            }
            reading.join(patience);
            alsoReading.join(patience);
            writing.interrupt();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProgramFault.tooSlow(NAME, arguments, patience);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(HostCommand command) throws IOException {
        Process process = start(command.arguments());
        process.getOutputStream().close();
        return process;
    }

    private Process start(List<String> arguments) throws IOException {
        var builder = new ProcessBuilder(arguments);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(Map.of("PATH", path, "LC_ALL", "C", "HOME", System.getProperty("user.home", "/")));
        return builder.start();
    }

    private static HostOutput output(Process process, HostCommand command, Duration patience)
            throws InterruptedException {
        var output = new LimitedOutput(HostOutput.LIMIT, process::destroyForcibly);
        var errors = new LimitedOutput(HostOutput.ERRORS, () -> {});
        Thread reading = copy(process.getInputStream(), output);
        Thread alsoReading = copy(process.getErrorStream(), errors);
        boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (output.full()) {
            throw HostOutput.tooMuch(NAME, command);
        }
        if (!ended) {
            throw HostOutput.tooSlow(NAME, command);
        }
        reading.join(patience);
        alsoReading.join(patience);
        if (output.full()) {
            throw HostOutput.tooMuch(NAME, command);
        }
        return new HostOutput(process.exitValue(), output.text(), errors.text());
    }

    private static Thread copy(InputStream from, OutputStream to) {
        return Thread.startVirtualThread(() -> {
            try (from) {
                from.transferTo(to);
            } catch (IOException endedByForce) {
                // What came before is kept; whoever waits is told why it ended.
            }
        });
    }
}
