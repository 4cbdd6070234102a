package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.sim.SimServer;
import dev.opsdeck.sim.workspace.SimWorkspace;
import dev.opsdeck.testing.FreePort;
import dev.opsdeck.testing.Replica;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is pending in an incident when the process that would do it dies. */
@SuppressWarnings("NullAway.Init") // the test starts them first
final class IncidentReplicasTest {
    /** What was promised. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private static final int INCIDENTS = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String OPERATOR = "U0OMAR";
    private static final String LEAD = "U0LENA";
    private static final String BOT = "U0BOT";

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();
    private final Jdbi jdbi = database.jdbi();
    private SimServer slack;
    private Replica first;
    private Replica second;

    @AfterEach
    void stop() {
        first.close();
        second.close();
        slack.close();
    }

    /** When the process is killed. */
    private enum Moment {
        BEFORE_THEY_ARE_DUE,
        WHILE_THEY_ARE_SENT
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void reminders_that_are_pending_when_a_process_is_killed_are_each_sent_once_and_soon(Moment moment)
            throws Exception {
        int port = FreePort.any();
        slack = SimServer.start(Replica.workspace(
                URI.create("http://localhost:" + port),
                new SimWorkspace.Person(OPERATOR, "omar", "Omar Haddad", "omar@demo.example", "", null),
                new SimWorkspace.Person(LEAD, "lena", "Lena Fischer", "lena@demo.example", "", null)));
        Map<String, String> environment = environment();
        first = Replica.start(port, environment, folder.resolve("first.log")).awaitReady();
        second = Replica.start(FreePort.any(), environment, folder.resolve("second.log"));
        if (moment == Moment.WHILE_THEY_ARE_SENT) {
            second.awaitReady();
        }
        for (int n = 1; n <= INCIDENTS; n++) {
            slack.sim().as(OPERATOR).command("shop-ops", "/ops incident declare P1 Trouble " + n);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> number("select count(channel) from incident") == INCIDENTS);
        if (moment == Moment.WHILE_THEY_ARE_SENT) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> rooms().stream().anyMatch(room -> count(room, "Nobody has acknowledged") > 0));
        }

        first.kill();
        second.awaitReady();
        Awaitility.await("the clocks")
                .atMost(PATIENCE)
                .until(() -> number("select count(*) from incident_clock where kind in ('ACKNOWLEDGE', 'ESCALATE',"
                                        + " 'PHASE') and rung_at is null")
                                == 0
                        && number("select count(*) from message where sent_version < version and channel <> ''") == 0);

        for (String room : rooms()) {
            for (var reminder : Map.of(
                            "Nobody has acknowledged", "ACKNOWLEDGE",
                            "is paged now", "ESCALATE",
                            "should be over by now", "PHASE")
                    .entrySet()) {
                assertThat(count(room, reminder.getKey())).as(reminder.getKey()).isEqualTo(1);
                assertThat(late(room, reminder.getKey(), reminder.getValue()))
                        .as(reminder.getKey())
                        .isLessThan(LATE);
            }
        }
        String direct = slack.sim().as(LEAD).direct();
        for (int n = 1; n <= INCIDENTS; n++) {
            assertThat(count(direct, "Trouble " + n)).isEqualTo(1);
        }
    }

    /** From when it was due until it was in Slack. */
    private Duration late(String room, String words, String kind) {
        String ts = slack.sim().messages(room).stream()
                .filter(message -> message.body().toString().contains(words))
                .findFirst()
                .orElseThrow()
                .ts();
        Instant due = jdbi.withHandle(handle -> handle.createQuery("""
                        select due_at from incident_clock c join incident i on i.id = c.incident
                        where i.channel = :room and c.kind = :kind""")
                .bind("room", room)
                .bind("kind", kind)
                .mapTo(Instant.class)
                .one());
        return Duration.between(due, Instant.ofEpochSecond(Long.parseLong(ts.replaceAll("\\..*", ""))));
    }

    private List<String> rooms() {
        return jdbi.withHandle(handle -> handle.createQuery("select channel from incident")
                .mapTo(String.class)
                .list());
    }

    private long count(String channel, String words) {
        return slack.sim().messages(channel).stream()
                .filter(message -> message.body().toString().contains(words))
                .count();
    }

    private long number(String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    private Map<String, String> environment() throws IOException {
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("access.yml"), """
                roles: { operator: { users: [U0OMAR] }, lead: { users: [U0LENA] } }
                rules: [ { allow: [read, change], to: operator } ]
                """);
        Files.writeString(catalog.resolve("shop.yml"), """
                system: shop
                channels: { ops: shop-ops }
                runtime: process
                services: { worker: { process: { command: [sleep, "600"] } } }
                severities:
                  P1: { respond: 8s, phases: { assessment: 12s } }
                escalation: [ { after: 10s, page: lead } ]
                """);
        return Replica.environment(catalog, folder, database, slack);
    }
}
