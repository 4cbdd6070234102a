package dev.opsdeck.target;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** One program in a container with its streams passed on. The engine would let it run on when nobody listens any more. */
final class PipedExec {
    private static final long LOOK_MILLIS = 300;
    private static final long BETWEEN_LOOKS = 50_000_000;
    private static final int MOST_LOOKS = 100;

    /** Ends what has the mark in its environment. The shell that looks has it among its arguments only. */
    private static final String END = """
            for environ in /proc/[0-9]*/environ; do
              if grep -qsF "$1" "$environ"; then process=${environ#/proc/}; kill "${process%/environ}"; fi
            done""";

    private final DockerClient client;
    private final String container;
    private final Piped piped;

    PipedExec(DockerClient client, String container, Piped piped) {
        this.client = client;
        this.container = container;
        this.piped = piped;
    }

    /** The program and arguments that end what has that mark. */
    static List<String> ending(String mark) {
        return List.of("sh", "-c", END, "opsdeck", Piped.MARK + "=" + mark);
    }

    PipedEnd run() {
        List<String> environment = new ArrayList<>();
        piped.environment().forEach((name, value) -> environment.add(name + "=" + value));
        environment.add(Piped.MARK + "=" + piped.mark());
        String exec = client.execCreateCmd(container)
                .withCmd(piped.program().toArray(String[]::new))
                .withEnv(environment)
                .withAttachStdin(piped.input() != null)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .exec()
                .getId();
        try (var frames = new PipedFrames(piped)) {
            var start = client.execStartCmd(exec);
            if (piped.input() != null) {
                start.withStdIn(piped.input());
            }
            start.exec(frames);
            await(frames);
            return frames.end(code(exec));
        } catch (InterruptedException e) {
            end();
            Thread.currentThread().interrupt();
            throw new Piped.StoppedException();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The engine says that the streams have ended a little before it knows that the program has. */
    private long code(String exec) {
        Long code = client.inspectExecCmd(exec).exec().getExitCodeLong();
        for (int looked = 1; code == null && looked < MOST_LOOKS; looked++) {
            LockSupport.parkNanos(BETWEEN_LOOKS);
            code = client.inspectExecCmd(exec).exec().getExitCodeLong();
        }
        return code == null ? -1 : code;
    }

    private void await(PipedFrames frames) throws InterruptedException {
        while (!frames.ended(LOOK_MILLIS)) {
            if (frames.broken() || piped.stopped().getAsBoolean()) {
                end();
                throw frames.stopped();
            }
        }
    }

    private void end() {
        String exec = client.execCreateCmd(container)
                .withCmd(ending(piped.mark()).toArray(String[]::new))
                .exec()
                .getId();
        try (var frames = new PipedFrames(piped)) {
            client.execStartCmd(exec).exec(frames).awaitCompletion();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
