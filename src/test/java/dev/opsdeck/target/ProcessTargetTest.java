package dev.opsdeck.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Health;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.Service.LocalProcess;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.net.HttpGet;
import dev.opsdeck.testing.Control;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessTargetTest {
    private static final ServiceRef BACKEND = new ServiceRef("shop", "backend");
    private static final Instance INSTANCE = new Instance("shop/backend", "backend");
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private final List<LocalProcesses> all = new ArrayList<>();
    private final HttpGet get = new HttpGet();
    private final HttpCheck http = new HttpCheck(get);
    private final Control control = new Control(Duration.ofSeconds(20));
    private final Service sleeper = Systems.process("backend", List.of(), "sh", "-c", "echo up; exec sleep 600");
    private ManagedSystem system = Systems.system(new Runtime.Process(), sleeper);

    @SuppressWarnings("NullAway.Init")
    private LocalProcesses processes;

    @SuppressWarnings("NullAway.Init")
    private ProcessTarget target;

    @BeforeEach
    void startAnew() {
        processes = new LocalProcesses(home.toString(), null);
        all.add(processes);
        target = new ProcessTarget(processes, http);
    }

    @AfterEach
    void stop() {
        all.forEach(each -> each.stopAll(catalog()));
        get.close();
    }

    @Test
    void what_is_needed_starts_first_and_what_runs_is_left_alone() {
        system = Systems.system(
                new Runtime.Process(), Systems.process("web", List.of("backend"), "sleep", "600"), sleeper);

        processes.ensureStarted(catalog());
        Map<String, List<InstanceStatus>> first = target.look(system);
        processes.ensureStarted(catalog());

        assertThat(target.look(system)).isEqualTo(first);
        assertThat(first.values())
                .allSatisfy(each -> assertThat(each.getFirst().running()).isTrue());
        assertThat(started("web")).isAfterOrEqualTo(started("backend"));
    }

    @Test
    void an_opsdeck_that_comes_back_knows_its_processes_again() {
        processes.ensureStarted(catalog());
        long pid = pid();

        startAnew();
        processes.ensureStarted(catalog());

        assertThat(pid()).isEqualTo(pid);
        assertThat(look().running()).isTrue();
    }

    @Test
    void a_process_survives_the_violent_death_of_opsdeck_and_can_be_stopped_by_the_next_one() throws Exception {
        Process first = Supervisor.launch(home, "sh", "-c", "exec sleep 600");
        long pid = pid();
        assertThat(inspect(before())).isInstanceOf(Finding.UnderWay.class);
        assertThat(restart(before()))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.retryable())
                        .isTrue());

        first.destroyForcibly().waitFor();

        assertThat(look().running()).isTrue();
        assertThat(pid()).isEqualTo(pid);
        assertThat(inspect(before())).isInstanceOf(Finding.DidNotHappen.class);
        processes.stopAll(catalog());
        assertThat(look().running()).isFalse();
    }

    @Test
    void another_process_that_was_given_the_same_id_is_not_mistaken_for_ours() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Path record = home.resolve("processes/shop/backend/process");
            Files.createDirectories(record.getParent());
            new ProcessRecord(stranger.pid(), NOW, null).write(record);

            assertThat(look().running()).isFalse();
            processes.stopAll(catalog());
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void a_restart_makes_a_new_process_under_the_same_name() {
        processes.ensureStarted(catalog());
        long pid = pid();
        Map<String, String> before = before();

        assertThat(restart(before)).isInstanceOf(Outcome.Done.class);

        assertThat(pid()).isNotEqualTo(pid);
        assertThat(look().instance()).isEqualTo(INSTANCE);
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(inspect(before))
                .isInstanceOfSatisfying(Finding.Happened.class, happened -> assertThat(happened.evidence())
                        .contains("running"));
        assertThat(target.act(system, awaitHealthy(5), Map.of(), control)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_service_that_was_never_started_is_shown_and_started_by_a_restart() {
        assertThat(look().state()).isEqualTo("not started");

        assertThat(restart(before())).isInstanceOf(Outcome.Done.class);
        assertThat(look().running()).isTrue();
    }

    @Test
    void a_process_that_ignores_the_request_to_stop_is_killed_with_all_its_children() throws Exception {
        Path child = home.resolve("child");
        run("trap '' TERM; sleep 600 & echo $! >" + child + "; while :; do sleep 600; done");
        await().until(() -> Files.exists(child) && !Files.readString(child).isBlank());
        long childPid = Long.parseLong(Files.readString(child).strip());
        Instant begun = Instant.now();

        ServiceStep.Restart step = Systems.restart("backend", INSTANCE, Duration.ofSeconds(1));
        Outcome outcome = target.act(system, step, before(), control);

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(9));
        assertThat(ProcessHandle.of(childPid).filter(Liveness::runs)).isEmpty();
    }

    @Test
    void a_process_that_died_is_shown_with_its_exit_code() {
        run("exit 3");

        await().untilAsserted(() -> assertThat(look().state()).isEqualTo("exited with code 3"));
        assertThat(look().running()).isFalse();
    }

    @Test
    void a_process_that_does_not_stay_up_fails_the_restart_with_its_last_lines() {
        system = system("for i in $(seq 30); do echo line $i; done; echo fatal: no store >&2; exit 3");

        assertThat(restart(before())).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                .contains("backend was started but did not stay up", "code 3"));
        assertThat(control.lines()).hasSize(21).endsWith("fatal: no store");
    }

    @Test
    void a_program_that_does_not_exist_fails_the_restart() {
        system = Systems.system(new Runtime.Process(), Systems.process("backend", List.of(), "no-such-program-at-all"));

        assertThat(restart(before())).isInstanceOf(Outcome.Failed.class);
        assertThat(control.text()).contains("no-such-program-at-all").contains("not found");
    }

    @Test
    void a_working_directory_that_does_not_exist_is_told() {
        var process = new LocalProcess(List.of("sleep", "600"), "nowhere", Map.of());
        var service = new Service("backend", null, List.of(), null, null, Systems.STOP, 1, process, null, null);
        system = Systems.system(new Runtime.Process(), service);

        assertThatThrownBy(() -> processes.ensureStarted(catalog()))
                .isInstanceOf(TargetException.class)
                .hasMessageContainingAll("shop/backend", home.resolve("nowhere").toString());
        assertThat(look().state()).isEqualTo("not started");
        assertThat(inspect(before())).isInstanceOf(Finding.DidNotHappen.class);
    }

    @Test
    void arguments_reach_the_program_as_they_are() {
        system = Systems.system(
                new Runtime.Process(),
                Systems.process(
                        "backend", List.of(), "sh", "-c", "echo \"$1|$2\"; exec sleep 600", "x", "a b", "$HOME;'"));
        processes.ensureStarted(catalog());

        await().untilAsserted(
                        () -> assertThat(processes.of(BACKEND).log().tail(5)).containsExactly("a b|$HOME;'"));
    }

    @Test
    void a_crash_between_stop_and_start_is_told_and_may_be_done_again() {
        processes.ensureStarted(catalog());
        Map<String, String> before = before();
        processes.of(BACKEND).alone(() -> processes.of(BACKEND).stop(Systems.STOP));
        startAnew();

        assertThat(inspect(before))
                .isInstanceOfSatisfying(Finding.DidNotHappen.class, finding -> assertThat(finding.evidence())
                        .contains("not started again"));
        assertThat(restart(before)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_crash_before_the_stop_is_told_and_may_be_done_again() {
        processes.ensureStarted(catalog());
        Map<String, String> before = before();
        startAnew();

        assertThat(inspect(before)).isInstanceOf(Finding.DidNotHappen.class);
    }

    @Test
    void a_crash_in_the_middle_of_a_start_is_finished_by_whoever_looks_next() throws Exception {
        Map<String, String> before = before();
        Path folder = Files.createDirectories(home.resolve("processes/shop/backend"));
        Files.writeString(folder.resolve("starting"), "");
        assertThat(inspect(before)).isInstanceOf(Finding.UnderWay.class);
        Process orphan = new ProcessBuilder(
                        "sh", "-c", "echo $$ >\"$0\"; exec sleep 600", folder.resolve("starting.pid") + "")
                .start();

        await().untilAsserted(() -> assertThat(inspect(before)).isInstanceOf(Finding.Happened.class));

        assertThat(pid()).isEqualTo(orphan.pid());
        assertThat(folder.resolve("starting")).doesNotExist();
    }

    @Test
    void a_crash_before_the_process_was_born_leaves_nothing_once_none_can_appear() throws Exception {
        Map<String, String> before = before();
        Path folder = Files.createDirectories(home.resolve("processes/shop/backend"));
        Files.writeString(folder.resolve("starting"), "");

        assertThat(inspect(before)).isInstanceOf(Finding.UnderWay.class);
        await().untilAsserted(() -> assertThat(inspect(before)).isInstanceOf(Finding.DidNotHappen.class));
    }

    @Test
    void a_process_that_somebody_else_restarted_meanwhile_is_left_alone() {
        processes.ensureStarted(catalog());
        Map<String, String> before = before();
        assertThat(restart(before)).isInstanceOf(Outcome.Done.class);
        long theirs = pid();

        assertThat(restart(before)).isInstanceOf(Outcome.Failed.class);
        assertThat(pid()).isEqualTo(theirs);
    }

    @Test
    void health_is_asked_over_http_and_a_redirect_is_not_followed() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/well", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/well");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            var within = Duration.ofSeconds(5);

            assertThat(http.ask(new Health(url + "/well", 204, within)))
                    .isEqualTo(new HttpCheck.Answer(true, "HTTP 204"));
            assertThat(http.ask(new Health(url + "/moved", 204, within)))
                    .isEqualTo(new HttpCheck.Answer(false, "HTTP 302"));
        } finally {
            server.stop(0);
        }
        assertThat(http.ask(new Health("http://127.0.0.1:1/", 200, Duration.ofSeconds(5)))
                        .well())
                .isFalse();
    }

    @Test
    void a_process_that_ends_while_it_is_waited_for_fails_at_once() {
        var health = new Health("http://127.0.0.1:1/health", 200, Duration.ofSeconds(20));
        var process = new LocalProcess(List.of("sh", "-c", "exec sleep 600"), null, Map.of());
        system = Systems.system(
                new Runtime.Process(),
                new Service("backend", null, List.of(), null, health, Systems.STOP, 1, process, null, null));
        processes.ensureStarted(catalog());
        var outcome = CompletableFuture.supplyAsync(() -> target.act(system, awaitHealthy(20), Map.of(), control));
        await().until(() -> !control.progress().isEmpty());

        ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);

        assertThat(outcome.join()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                .contains("backend is exited"));
        assertThat(control.progress().getFirst()).contains("connection refused");
    }

    @Test
    void a_large_log_is_put_aside_and_its_end_can_still_be_read() throws Exception {
        Path file = Files.createDirectories(home).resolve("output.log");
        Files.writeString(file, ("x".repeat(99) + "\n").repeat(110_000) + "last before\n");
        var log = new ProcessLog(file);

        log.rotate();
        Files.writeString(file, "first after\n");

        assertThat(log.tail(2)).containsExactly("last before", "first after");
        assertThat(Files.size(file)).isLessThan(100);
    }

    private void run(String script) {
        system = system(script);
        processes.ensureStarted(catalog());
    }

    private static ManagedSystem system(String script) {
        return Systems.system(new Runtime.Process(), Systems.process("backend", List.of(), "sh", "-c", script));
    }

    private Catalog catalog() {
        return new Catalog(Map.of("shop", system), new AccessRules(Map.of(), Map.of(), List.of()), "");
    }

    private Instant started(String service) {
        return processes
                .of(new ServiceRef("shop", service))
                .current()
                .orElseThrow()
                .start();
    }

    private long pid() {
        return processes.of(BACKEND).current().orElseThrow().pid();
    }

    private InstanceStatus look() {
        return target.look(system, sleeper).getFirst();
    }

    private Map<String, String> before() {
        return target.before(system, Systems.restart("backend", INSTANCE, Systems.STOP));
    }

    private Outcome restart(Map<String, String> before) {
        return target.act(system, Systems.restart("backend", INSTANCE, Systems.STOP), before, control);
    }

    private Finding inspect(Map<String, String> before) {
        return target.inspect(system, Systems.restart("backend", INSTANCE, Systems.STOP), before, NOW, NOW);
    }

    private static ServiceStep awaitHealthy(int seconds) {
        return Systems.awaitHealthy("backend", List.of(INSTANCE), Duration.ofSeconds(seconds));
    }
}
