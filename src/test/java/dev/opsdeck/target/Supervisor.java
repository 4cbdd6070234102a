package dev.opsdeck.target;

import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;

/** An opsdeck of its own, for tests that kill one: starts a process, and then holds its lock until it dies. */
final class Supervisor {
    private Supervisor() {}

    /** Arguments: the home, a file to write when all is done, and the command of the service {@code shop/backend}. */
    public static void main(String[] arguments) throws Exception {
        var processes = new LocalProcesses(arguments[0], null);
        String[] command = Arrays.copyOfRange(arguments, 2, arguments.length);
        Service service = Systems.process("backend", List.of(), command);
        var ref = new ServiceRef("shop", "backend");
        processes.of(ref).alone(() -> {
            processes.start(ref, service);
            return hold(Path.of(arguments[1]));
        });
    }

    private static boolean hold(Path done) {
        try {
            Files.createFile(done);
            new CountDownLatch(1).await();
            return true;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts one and waits until it holds the lock. */
    static Process launch(Path home, String... command) throws Exception {
        Path done = home.resolve("done");
        var arguments = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Supervisor.class.getName(),
                home.toString(),
                done.toString()));
        arguments.addAll(List.of(command));
        Process process = new ProcessBuilder(arguments).inheritIO().start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(done));
        return process;
    }
}
