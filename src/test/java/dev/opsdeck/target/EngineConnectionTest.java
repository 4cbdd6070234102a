package dev.opsdeck.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.net.HttpGet;
import dev.opsdeck.testing.Control;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.TestContainer;
import dev.opsdeck.testing.Workload;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines that are far away, behind TLS, dead, silent, or lost in the middle. */
final class EngineConnectionTest {
    private static final String NOBODY = "tcp://127.0.0.1:1";
    private static final URI NO_ENGINE = URI.create("unix:///nowhere");
    private static final Duration STOP = Duration.ofSeconds(2);

    private final DockerEngines engines = Systems.engines();
    private final HttpGet get = new HttpGet();
    private final HttpCheck http = new HttpCheck(get);
    private final DockerTarget target = new DockerTarget(engines, http, Systems.compose());
    private final Control control = new Control(Duration.ofSeconds(6));

    @AfterEach
    void close() {
        engines.close();
        get.close();
    }

    @Test
    @EngineTest
    void an_engine_is_reached_over_tcp(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        try (var relay = new Relay(engine.host())) {
            ManagedSystem system = system(engine, relay.host(), null);

            assertThat(target.look(system, Systems.service("backend")))
                    .extracting(InstanceStatus::instance)
                    .containsExactly(instance(backend));
        }
    }

    @Test
    @EngineTest
    void an_engine_is_reached_over_tls_with_a_certificate_and_not_without(Engine engine, @TempDir Path folder)
            throws Exception {
        TestContainer backend = engine.start(Workload.of("backend"));
        var certificates = new Certificates();
        String ours = certificates.forClient(folder.resolve("ours")).toString();
        try (var relay = new Relay(engine.host(), certificates.forServer())) {
            assertThat(restart(system(engine, relay.host(), ours), backend)).isInstanceOf(Outcome.Done.class);

            ManagedSystem without = system(engine, relay.host(), null);
            assertThatThrownBy(() -> target.look(without, Systems.service("backend")))
                    .isInstanceOf(TargetException.class);
        }
    }

    @Test
    void a_folder_without_certificates_is_told() {
        ManagedSystem system = Systems.system(new Runtime.Docker("shop", NOBODY, "/no/such/folder"));

        assertThatThrownBy(() -> target.look(system))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("/no/such/folder");
    }

    @Test
    void an_engine_that_is_not_there_is_told_with_what_to_check() {
        ManagedSystem system = Systems.system(Systems.docker("shop", NOBODY), Systems.service("backend"));

        assertThatThrownBy(() -> target.look(system, Systems.service("backend")))
                .isInstanceOf(TargetException.class)
                .hasMessageContainingAll("shop", NOBODY, "refused", "Check that it runs");
    }

    @Test
    void a_socket_that_is_not_there_is_told() {
        ManagedSystem system = Systems.system(Systems.docker("shop", "unix:///no/such.sock"));

        assertThatThrownBy(() -> target.look(system))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("unix:///no/such.sock cannot be reached");
    }

    @Test
    void an_engine_that_takes_connections_but_never_answers_is_given_up_over_tcp() {
        try (var relay = new Relay(NO_ENGINE).silent();
                var engine = new DockerEngine(new EngineAddress(relay.host(), null))) {
            givenUp(engine);
            await().until(relay::left);
        }
    }

    @Test
    void an_engine_that_takes_connections_but_never_answers_is_given_up_over_a_unix_socket(@TempDir Path folder)
            throws Exception {
        Path socket = folder.resolve("silent.sock");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                var engine = new DockerEngine(new EngineAddress("unix://" + socket, null))) {
            server.bind(UnixDomainSocketAddress.of(socket));
            givenUp(engine);
            try (SocketChannel connection = server.accept()) {
                Channels.newInputStream(connection).transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    private static void givenUp(DockerEngine engine) {
        Duration limit = Duration.ofSeconds(1);
        assertTimeoutPreemptively(limit.multipliedBy(4), () -> assertThatThrownBy(() -> engine.version(limit))
                .isInstanceOf(EngineUnreachable.class)
                .hasMessageContaining("did not answer within 1 s"));
    }

    @Test
    @EngineTest
    void a_restart_that_cannot_reach_the_engine_changes_nothing_and_may_be_tried_again(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        ServiceStep.Restart step = Systems.restart("backend", instance(backend), STOP);
        Map<String, String> before = target.before(system(engine, null, null), step);

        assertThat(target.act(system(engine, NOBODY, null), step, before, control))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.reason()).contains("Did not restart", NOBODY);
                    assertThat(failed.retryable()).isTrue();
                });
    }

    @Test
    @EngineTest
    void a_restart_whose_answer_is_lost_is_proven_by_looking(Engine engine) {
        TestContainer backend = engine.start(Workload.of("backend"));
        Instant before = backend.startedAt();
        try (var relay = new Relay(engine.host()).losingAnswersTo("/restart")) {
            assertThat(restart(system(engine, relay.host(), null), backend)).isInstanceOf(Outcome.Done.class);
        }
        assertThat(backend.startedAt()).isAfter(before);
        assertThat(control.text()).contains("answer to the restart was lost");
    }

    @Test
    @EngineTest
    void a_restart_whose_engine_is_lost_in_the_middle_is_unknown_and_goes_on_once(Engine engine) {
        TestContainer stubborn = engine.start(Workload.of("backend").ignoresStop());
        var relay = new Relay(engine.host()).losingAnswersTo("/restart");
        ManagedSystem system = system(engine, relay.host(), null);
        ServiceStep.Restart step = Systems.restart("backend", instance(stubborn), STOP);
        Map<String, String> before = target.before(system, step);
        Thread.ofVirtual().start(() -> {
            await().until(relay::lost);
            relay.close();
        });

        assertThat(target.act(system, step, before, control)).isInstanceOf(Outcome.Unknown.class);

        ManagedSystem direct = system(engine, null, null);
        Instant now = Instant.now();
        await().untilAsserted(() ->
                assertThat(target.inspect(direct, step, before, now, now)).isInstanceOf(Finding.Happened.class));
        assertThat(stubborn.starts()).isEqualTo(2);
    }

    @Test
    void a_dead_engine_keeps_an_inspection_waiting_but_not_for_ever() {
        ManagedSystem system = Systems.system(Systems.docker("shop", NOBODY), Systems.service("backend"));
        ServiceStep.Restart step = Systems.restart("backend", new Instance("c0ffee", "backend-1"), STOP);
        Instant intentAt = Instant.parse("2026-01-05T10:00:00Z");
        Map<String, String> before = new RestartIntent("c0ffee", "running", intentAt, null, intentAt).written();

        assertThat(target.inspect(system, step, before, intentAt, intentAt.plusSeconds(20)))
                .isInstanceOf(Finding.UnderWay.class);
        assertThat(target.inspect(system, step, before, intentAt, intentAt.plusSeconds(120)))
                .isInstanceOf(Finding.CannotTell.class);
    }

    @Test
    @EngineTest
    void the_health_of_engines_tells_versions_and_problems(Engine engine) {
        ManagedSystem here = system(engine, null, null);
        ManagedSystem nowhere = Systems.system(Systems.docker("shop", NOBODY));
        var catalog = new Catalog(
                Map.of("here", here, "nowhere", nowhere, "also here", here),
                new AccessRules(Map.of(), Map.of(), List.of()),
                "");

        var statuses = new EngineHealth(engines).of(catalog);

        assertThat(statuses).hasSize(2);
        assertThat(statuses)
                .filteredOn(EngineHealth.Status::reachable)
                .singleElement()
                .satisfies(status -> assertThat(status.version()).isNotBlank());
        assertThat(statuses)
                .filteredOn(status -> !status.reachable())
                .singleElement()
                .satisfies(status -> assertThat(status.problem()).contains(NOBODY));
    }

    @Test
    void the_health_of_a_silent_engine_is_told_all_the_same() {
        try (var relay = new Relay(NO_ENGINE).silent()) {
            var catalog = new Catalog(
                    Map.of("shop", Systems.system(Systems.docker("shop", relay.host()))),
                    new AccessRules(Map.of(), Map.of(), List.of()),
                    "");
            Instant begun = Instant.now();

            assertThat(new EngineHealth(engines).of(catalog)).noneMatch(EngineHealth.Status::reachable);
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(30));
        }
    }

    private Outcome restart(ManagedSystem system, TestContainer container) {
        ServiceStep.Restart step = Systems.restart("backend", instance(container), STOP);
        return target.act(system, step, target.before(system, step), control);
    }

    private static Instance instance(TestContainer container) {
        return new Instance(container.id(), container.name());
    }

    private static ManagedSystem system(Engine engine, @Nullable String host, @Nullable String certificates) {
        return Systems.system(new Runtime.Docker(engine.project(), host, certificates), Systems.service("backend"));
    }
}
