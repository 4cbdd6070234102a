package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.sim.SimServer;
import dev.opsdeck.sim.workspace.SimWorkspace;
import dev.opsdeck.testing.FreePort;
import dev.opsdeck.testing.Replica;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Two processes of the service on one database, with a workspace whose requests go to the first of them. */
final class TwoReplicas implements AutoCloseable {
    static final String OPERATOR = "U0OMAR";
    static final String CHANNEL = Replica.CHANNEL;
    static final String SIGNING_SECRET = Replica.SIGNING_SECRET;
    static final String BOT_TOKEN = Replica.BOT_TOKEN;

    private static final SimWorkspace.Person OMAR =
            new SimWorkspace.Person(OPERATOR, "omar", "Omar Haddad", "omar@demo.example", "", null);

    /** What was promised: another process goes on within this time. */
    private static final Duration TAKEOVER = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final TestDatabase database = TestDatabase.create();
    private final Jdbi jdbi = database.jdbi();
    private final RunStore runs = new RunStore();
    private final Path folder;
    private final SimServer slack;
    private final Map<String, String> environment;
    private Replica first;
    private Replica second;

    private TwoReplicas(Path catalog, Path folder, Map<String, String> more) throws IOException {
        this.folder = folder;
        int port = FreePort.any();
        this.slack = SimServer.start(Replica.workspace(URI.create("http://localhost:" + port), OMAR));
        slack.sim().limits().enforce(false);
        environment = new HashMap<>(Replica.environment(catalog, folder, database, slack));
        environment.putAll(more);
        first = Replica.start(port, environment, folder.resolve("first.log")).awaitReady();
        second = Replica.start(FreePort.any(), environment, folder.resolve("second.log"))
                .awaitReady();
    }

    /** @param more of the environment */
    static TwoReplicas start(Path catalog, Path folder, Map<String, String> more) throws IOException {
        return new TwoReplicas(catalog, folder, more);
    }

    Replica first() {
        return first;
    }

    Replica second() {
        return second;
    }

    SimServer slack() {
        return slack;
    }

    void command(String text) throws InterruptedException {
        slack.sim().as(OPERATOR).command(CHANNEL, "/ops " + text);
    }

    /** The run that the command becomes, when it has ended. */
    Run ended(String text) throws InterruptedException {
        long before = number();
        command(text);
        awaitRun(run -> run.id() > before);
        return ended();
    }

    /**
     * Gives the command, kills the process that does it at the moment, and waits for the other to take over. A run that
     * was quicker than this looked is asked for again.
     */
    void killWhen(String text, Predicate<Run> moment) throws InterruptedException {
        Run seen;
        do {
            long before = number();
            command(text);
            seen = awaitRun(run -> run.id() > before && (run.state() == RunState.SUCCEEDED || moment.test(run)));
        } while (seen.state() == RunState.SUCCEEDED);
        long epoch = epoch();
        Replica worker = worker();
        worker.kill();
        long killed = System.nanoTime();
        Awaitility.await("the take-over").atMost(PATIENCE).until(() -> epoch() > epoch);
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(TAKEOVER);
    }

    /** The process that works on the newest run, which may be either. */
    Replica worker() {
        String name = Awaitility.await("a worker")
                .atMost(PATIENCE)
                .until(this::picked, picked -> !picked.isEmpty())
                .getFirst();
        return name.startsWith(first.pid() + "@") ? first : second;
    }

    private List<String> picked() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select picked_by from scheduled_tasks where task_name = 'run' and task_instance = :run and picked")
                .bind("run", Long.toString(number()))
                .mapTo(String.class)
                .list());
    }

    /** Starts again what was killed, at the same address. */
    void startAgain() {
        first = started(first, "first.log");
        second = started(second, "second.log");
    }

    private Replica started(Replica replica, String log) {
        return replica.runs()
                ? replica
                : Replica.start(replica.port(), environment, folder.resolve(log))
                        .awaitReady();
    }

    Run awaitRun(Predicate<Run> wanted) {
        return Objects.requireNonNull(Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(this::newest, run -> run != null && wanted.test(run)));
    }

    Run ended() {
        return Objects.requireNonNull(Awaitility.await()
                .atMost(PATIENCE)
                .until(this::newest, run -> run != null && run.state().ended()));
    }

    List<Run> all() {
        return jdbi.inTransaction(tx -> runs.recent(tx, null, false, 10));
    }

    private @Nullable Run newest() {
        return all().stream().findFirst().orElse(null);
    }

    private long number() {
        Run newest = newest();
        return newest == null ? 0 : newest.id();
    }

    private long epoch() {
        return jdbi.withHandle(handle -> handle.createQuery("select sum(epoch) from run")
                .mapTo(Long.class)
                .one());
    }

    List<String> messages() {
        return slack.sim().messages(CHANNEL).stream()
                .map(message -> message.body().toString())
                .toList();
    }

    @Override
    public void close() {
        first.close();
        second.close();
        slack.close();
    }
}
