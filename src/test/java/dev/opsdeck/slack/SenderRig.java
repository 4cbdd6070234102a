package dev.opsdeck.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.util.http.SlackHttpClient;
import dev.opsdeck.message.FileContents;
import dev.opsdeck.message.FileSource;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.OutboxBell;
import dev.opsdeck.message.OutboxQueue;
import dev.opsdeck.message.Urgency;
import dev.opsdeck.sim.SimServer;
import dev.opsdeck.sim.SlackSim;
import dev.opsdeck.sim.workspace.SimWorkspace;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Senders over a real database, before a simulated Slack. */
final class SenderRig implements AutoCloseable {
    static final String BOT = "U0BOT00001";
    static final String OLGA = "U0OLGA0001";
    static final String OPS = "C0OPS00001";
    static final String OTHER = "C0OTHER001";
    static final String UNJOINED = "C0UNJOIN01";
    static final String FILE = "the whole output\n".repeat(100);

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);

    final ShiftedClock clock = new ShiftedClock();
    final Jdbi jdbi = TestDatabase.create().jdbi();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final OutboxBell bell = new OutboxBell();
    final Outbox outbox = new Outbox(jdbi, clock, bell);
    final OutboxQueue queue = new OutboxQueue(jdbi, clock);
    private final SimServer server = SimServer.start(workspace());
    final SlackSim sim = server.sim();
    private final List<Sender> senders = new ArrayList<>();

    /** A sender as one replica would have it. */
    Sender start() {
        Slack slack = slack();
        var limits = new RateLimitStore(jdbi, clock);
        var metrics = new SenderMetrics(meters, outbox, clock);
        var calls = new SenderCalls(slack.methods("xoxb-test"), limits, metrics, clock);
        var rooms = new SenderRooms(calls, queue);
        var lookup = new SenderLookup(calls, rooms);
        var files = new SenderFiles(calls, queue, List.of(new Output()), slack);
        var delivery = new SenderDelivery(queue, calls, rooms, lookup, files, metrics, (_, _) -> Optional.empty());
        var sender = new Sender(queue, bell, delivery, limits, clock);
        senders.add(sender);
        sender.start();
        return sender;
    }

    void write(Consumer<Handle> writing) {
        jdbi.useTransaction(writing::accept);
    }

    void desire(String key, String channel, String text, Urgency urgency) {
        write(tx -> outbox.desire(tx, key, channel, Message.of(text), urgency));
    }

    void post(String key, String channel, String text) {
        write(tx -> outbox.post(tx, key, channel, Message.of(text), null));
    }

    /** Texts that everybody sees in a channel. */
    List<String> texts(String channel) {
        return sim.messages(channel).stream().map(message -> message.text()).toList();
    }

    /** Whether a sender is busy with the message. */
    boolean queueHolds(String key) {
        return jdbi.withHandle(handle -> handle.createQuery("select claim is not null from message where key = :key")
                .bind("key", key)
                .mapTo(Boolean.class)
                .one());
    }

    /** How many calls were made, answered or not. */
    double calls() {
        return meters.find("opsdeck.slack.calls").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    boolean idle() {
        return outbox.state().pending() == 0;
    }

    @Override
    public void close() throws InterruptedException {
        sim.faults().clear();
        for (Sender sender : senders) {
            sender.close();
        }
        server.close();
    }

    private Slack slack() {
        var settings = new SlackSettings(null, "xoxb-test", null, server.apiUrl());
        Slack shared = new SlackClients().slack(settings);
        SlackConfig config = shared.getHttpClient().getConfig();
        var impatient = shared.getHttpClient()
                .getOkHttpClient()
                .newBuilder()
                .readTimeout(READ_TIMEOUT)
                .build();
        var client = new SlackHttpClient(impatient);
        client.setConfig(config);
        return Slack.getInstance(config, client);
    }

    private static SimWorkspace workspace() {
        var app = new SimWorkspace.App(
                "A0APP00001",
                "opsdeck",
                "B0BOT00001",
                BOT,
                new SimWorkspace.Credentials("secret", "xoxb-test", "xapp-test"),
                null,
                false,
                List.of(),
                List.of(),
                Set.of());
        return new SimWorkspace(
                new SimWorkspace.Team("T0TEAM0001", "northwind", "Northwind Ops"),
                app,
                List.of(new SimWorkspace.Person(OLGA, "olga", "Olga Rivers", "olga@northwind.example", "SRE", null)),
                List.of(),
                List.of(
                        new SimWorkspace.Room(OPS, "airline-ops", "", false, List.of(BOT, OLGA)),
                        new SimWorkspace.Room(OTHER, "billing-ops", "", false, List.of(BOT, OLGA)),
                        new SimWorkspace.Room(UNJOINED, "random", "", false, List.of(OLGA))));
    }

    /** The output of any run. */
    private static final class Output implements FileContents {
        @Override
        public boolean has(FileSource source) {
            return source.kind().equals(FileSource.RUN_OUTPUT);
        }

        @Override
        public Opened open(FileSource source) {
            byte[] bytes = FILE.getBytes(StandardCharsets.UTF_8);
            return new Opened(bytes.length, new ByteArrayInputStream(bytes));
        }
    }
}
