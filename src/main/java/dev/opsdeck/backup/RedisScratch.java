package dev.opsdeck.backup;

import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.Piped;
import dev.opsdeck.target.PipedEnd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A server of its own beside a Redis, which holds what a snapshot holds until it is closed. Only who is on the same
 * machine, or in the same container, and has its password can reach it. It is the first one to go when memory runs short.
 */
final class RedisScratch implements AutoCloseable {
    private static final Duration QUICK = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(200);

    /** Takes as many bytes as it is told: not every engine says where its input ends. */
    private static final String FILL = "umask 077; exec head -c \"$1\" >\"$2\"";

    /**
     * The program that the other one runs; where that cannot be read, the one on the path. A shell stays and ends it,
     * since a Redis writes its title over the environment that it would be found by; it stays until that one is gone,
     * however often it is told to end, as nobody else would bury it.
     */
    private static final String SERVE = """
            echo 1000 >/proc/self/oom_score_adj
            program=redis-server
            if [ -x "/proc/$1/exe" ]; then program=/proc/$1/exe; fi
            "$program" "$2" &
            trap 'kill $!' TERM
            while kill -0 $! 2>/dev/null; do wait $!; done""";

    private static final String CONFIGURATION = """
            bind 127.0.0.1
            port %1$s
            dir "%2$s"
            dbfilename dump.rdb
            databases %3$s
            save ""
            appendonly no
            daemonize no
            repl-diskless-sync yes
            repl-diskless-sync-delay 0
            requirepass "%4$s"
            %5$s
            """;

    /**
     * What one is made from, so that another opsdeck can find and end it.
     *
     * @param mark by which its process is found
     */
    record Where(RedisServer beside, int port, String folder, String mark, String password, String user) {
        RedisServer server() {
            return new RedisServer(
                    beside.place(),
                    List.of("-h", "127.0.0.1", "-p", Integer.toString(port)),
                    Map.of("REDISCLI_AUTH", password),
                    "the server beside " + beside.shown());
        }

        /** Ends what there is of it. */
        void sweep() {
            beside.place().end(mark);
            run(List.of("rm", "-rf", folder), null, () -> false, QUICK);
        }

        private String run(List<String> program, @Nullable InputStream input, BooleanSupplier stopped, Duration limit) {
            var output = new ByteArrayOutputStream();
            PipedEnd end = beside.place()
                    .run(new Piped(program, Map.of(), UUID.randomUUID().toString(), input, output, stopped), limit);
            if (end.exitCode() != 0) {
                throw ToolFault.of("Could not make room for a server beside " + beside, program.getFirst(), end);
            }
            return output.toString(StandardCharsets.UTF_8);
        }

        private void fill(String file, InputStream content, long bytes, BooleanSupplier stopped, Duration limit) {
            run(
                    List.of("sh", "-c", FILL, "opsdeck", Long.toString(bytes), folder + "/" + file),
                    new Padded(content, bytes),
                    stopped,
                    limit);
        }
    }

    private final Where where;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closing;
    private @Nullable Future<PipedEnd> process;

    private RedisScratch(Where where) {
        this.where = where;
    }

    /**
     * Starts it with all that a backup holds, having seen that this is what was written.
     *
     * @throws TargetException when it could not load that
     */
    static RedisScratch start(Where where, Content content, Manifest manifest, StepControl control, Duration limit)
            throws IOException, BrokenBackupException {
        where.sweep();
        where.run(List.of("mkdir", "-m", "700", where.folder()), null, () -> false, QUICK);
        var scratch = new RedisScratch(where);
        try {
            where.fill("dump.rdb", new Told(content, control), manifest.contentBytes(), control::cancelled, limit);
            content.prove();
            byte[] configuration = scratch.configuration().getBytes(StandardCharsets.UTF_8);
            where.fill("redis.conf", new ByteArrayInputStream(configuration), configuration.length, () -> false, QUICK);
            scratch.serve(limit);
            scratch.awaitLoaded(manifest, control);
            return scratch;
        } catch (IOException | BrokenBackupException | RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    private String configuration() {
        String password = where.password().replace("\\", "\\\\").replace("\"", "\\\"");
        String user = where.user().isEmpty() ? "" : "user " + where.user() + " on \">" + password + "\" ~* +@all";
        return CONFIGURATION.formatted(
                where.port(), where.folder(), where.beside().setting("databases"), password, user);
    }

    private void serve(Duration limit) {
        String pid = where.beside().info("server").getOrDefault("process_id", "0");
        var program = new ArrayList<>(List.of("sh", "-c", SERVE, "opsdeck", pid, where.folder() + "/redis.conf"));
        OutputStream output = log;
        process = thread.submit(() -> where.beside()
                .place()
                .run(new Piped(program, Map.of(), where.mark(), null, output, () -> closing), limit));
    }

    private void awaitLoaded(Manifest manifest, StepControl control) {
        while (!isLoaded()) {
            if (process == null || process.isDone()) {
                throw new TargetException("A server beside it could not load " + manifest.name() + ": " + lastWords());
            }
            if (!control.pause(LOOK)) {
                if (control.cancelled()) {
                    throw new Piped.StoppedException();
                }
                throw new TargetException("A server beside it did not load " + manifest.name() + " in time.");
            }
        }
    }

    private boolean isLoaded() {
        try {
            return "0".equals(server().info("persistence").get("loading"));
        } catch (TargetException notYet) {
            return false;
        }
    }

    private String lastWords() {
        List<String> lines = log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "it said nothing." : lines.getLast().strip();
    }

    /** Whether it still runs. */
    boolean runs() {
        return process != null && !process.isDone();
    }

    RedisServer server() {
        return where.server();
    }

    @Override
    public void close() {
        closing = true;
        try {
            where.sweep();
        } finally {
            thread.close();
        }
    }
}
