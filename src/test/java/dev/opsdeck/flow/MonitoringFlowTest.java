package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Answer;
import dev.opsdeck.probe.Probing;
import dev.opsdeck.testing.AlertmanagerServer;
import dev.opsdeck.testing.Deck;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.NginxServer;
import dev.opsdeck.testing.PrometheusServer;
import dev.opsdeck.testing.SecretCorpus;
import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.SshServer;
import dev.opsdeck.testing.TestDatabase;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people type about alerts and hosts, what they see, and what they never see. */
@Needs({Tool.PROMETHEUS, Tool.SSHD, Tool.NGINX})
@SuppressWarnings("NullAway.Init")
final class MonitoringFlowTest {
    private static final String CHANNEL = "shop-ops";
    private static final String OPERATOR = "U0OMAR";
    private static final String VIEWER = "U0VERA";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Each costs a command on a host. */
    private static final int LOOKS = 8;

    private static final String ACCESS = """
            people:
              U0VERA: { handle: vera, name: Vera Lindqvist, email: vera@demo.example }
              U0OMAR: { handle: omar, name: Omar Haddad, email: omar@demo.example, groups: [sre] }
            roles:
              viewer: { everyone: true }
              operator: { groups: [sre] }
            rules:
              - { name: look, allow: read, on: shop/backend, to: viewer }
              - { name: ask, allow: read, to: operator }
            """;

    private static final String SYSTEM = """
            system: shop
            title: Shop
            channels: { ops: shop-ops }
            runtime: process
            services: { backend: { process: { command: [sleep, "600"] } } }
            hosts:
              web-1: { ssh: { address: 127.0.0.1, port: %d, user: %s, key: "%s", known-hosts: "%s" } }
              dead: { ssh: { address: 127.0.0.1, port: 1, user: ops, key: "%s", known-hosts: "%s" } }
            monitoring: { prometheus: "%s", alertmanager: "%s", token: "${PATH}" }
            metrics: { targets: { query: up, critical: "< 1" } }
            """;

    private static final String LATE = """
            system: late
            runtime: process
            services: { worker: { process: { command: [sleep, "600"] } } }
            monitoring: { alertmanager: "http://ops:s3cret@127.0.0.1:1/" }
            """;

    @TempDir
    static Path folder;

    private static Deck deck;
    private static SshServer ssh;
    private static PrometheusServer prometheus;
    private static AlertmanagerServer alertmanager;
    private static NginxServer nginx;

    @BeforeAll
    static void start() throws IOException {
        ssh = SshServer.start();
        alertmanager = AlertmanagerServer.start();
        prometheus = PrometheusServer.start(rules(), null);
        nginx = NginxServer.start("location / { return 503 '" + String.join("\\n", texts()) + "'; }");
        Instant now = Instant.now();
        alertmanager.fire("HighErrorRate", "critical", "backend", texts().getFirst(), now.minusSeconds(7200));
        alertmanager.fire("DiskFilling", "warning", "postgres", "80 % used <!channel>", now.minusSeconds(60));
        alertmanager.fire("CertificateEnds", "warning", "proxy", "ends soon", now.minusSeconds(600));
        alertmanager.silence("CertificateEnds", "lena", "new one is ordered", now, now.plusSeconds(3600));
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("access.yml"), ACCESS);
        Files.writeString(catalog.resolve("late.yml"), LATE);
        Files.writeString(catalog.resolve("shop.yml"), system());
        deck = Deck.start(catalog, folder.resolve("home"), TestDatabase.create(), new ShiftedClock());
        deck.slack().limits().enforce(false);
        // The first connection loads a library, for which a busy machine needs longer than a question may take.
        ask(shop(), new Probe.Memory("web-1"));
    }

    private static ManagedSystem shop() {
        return Objects.requireNonNull(
                deck.bean(LiveCatalog.class).current().systems().get("shop"));
    }

    @AfterAll
    static void stop() {
        deck.close();
        prometheus.close();
        alertmanager.close();
        nginx.close();
        ssh.close();
    }

    private static String system() {
        Path keys = ssh.folder();
        return SYSTEM.formatted(
                ssh.address().port(),
                ssh.address().user(),
                keys.resolve("user"),
                keys.resolve("known_hosts"),
                keys.resolve("user"),
                keys.resolve("known_hosts"),
                prometheus.url(),
                alertmanager.url());
    }

    /** A series for each secret shape, with the text as its label. */
    private static String rules() {
        var rules = new StringBuilder("groups:\n  - name: shapes\n    rules:\n");
        for (String text : texts()) {
            rules.append("      - { record: shapes, expr: vector(1), labels: { says: '")
                    .append(text.replace("'", "''"))
                    .append("' } }\n");
        }
        return rules.toString();
    }

    /** One line each, without characters that neither a configuration nor a shell would give back. */
    private static List<SecretCorpus.Shape> shapes() {
        return SecretCorpus.shapes().stream()
                .filter(shape -> shape.text().matches("[^\\n'\"\\\\$%;]+"))
                .filter(shape -> !shape.text().contains(SecretCorpus.OF_CATALOG))
                .toList();
    }

    private static List<String> texts() {
        return shapes().stream().map(SecretCorpus.Shape::text).toList();
    }

    private static String asked(String user, String text, String expected) throws Exception {
        deck.slack().as(user).command(CHANNEL, "/ops " + text);
        return deck.awaitPrivate(user, CHANNEL, expected);
    }

    @Test
    void a_chart_of_what_prometheus_measured_is_posted_as_a_picture_that_says_in_words_what_it_shows()
            throws Exception {
        prometheus.awaitData("up");

        deck.slack().as(OPERATOR).command(CHANNEL, "/ops chart targets --last 5m");

        deck.awaitPrivate(OPERATOR, CHANNEL, "shop targets, last 5m");
        JsonNode file = deck.awaitMessage(CHANNEL, "shop-targets-last-5m.png")
                .body()
                .path("files")
                .path(0);
        assertThat(file.path("mimetype").asText()).isEqualTo("image/png");
        assertThat(file.toString()).contains("targets");
    }

    @Test
    void alerts_are_shown_with_what_they_mean_since_when_and_who_silenced_them() throws Exception {
        String seen = asked(OPERATOR, "alerts", "2 alerts fire for shop");

        assertThat(seen)
                .containsSubsequence(
                        "*HighErrorRate*",
                        "for 2 h",
                        "`service=backend`",
                        "*DiskFilling*",
                        "80 % used &lt;!channel&gt;",
                        "not counted",
                        "*CertificateEnds*",
                        "Silenced by lena until",
                        "new one is ordered");
    }

    @Test
    void alerts_are_chosen_by_severity_by_name_and_by_when_they_began() throws Exception {
        assertThat(asked(OPERATOR, "alerts critical", "1 alert fires for shop that is critical"))
                .contains("*HighErrorRate*")
                .doesNotContain("DiskFilling");
        assertThat(asked(OPERATOR, "alerts diskfilling", "1 alert fires for shop that is diskfilling"))
                .contains("*DiskFilling*");
        assertThat(asked(OPERATOR, "alerts --since=1h", "begun within 1 h"))
                .contains("*DiskFilling*", "*CertificateEnds*")
                .doesNotContain("HighErrorRate");
        asked(OPERATOR, "alerts NoSuchAlert", "No alert fires for shop that is NoSuchAlert");
    }

    @Test
    void an_alertmanager_that_does_not_answer_is_told_and_never_looks_well() throws Exception {
        assertThat(asked(OPERATOR, "alerts late", "Nobody can tell whether an alert fires for late"))
                .contains("Could not ask Alertmanager at http://127.0.0.1:1/: connection refused")
                .doesNotContain("s3cret", "No alert");
    }

    @Test
    void who_may_not_look_is_told_so() throws Exception {
        asked(VIEWER, "alerts", "No rule allows you to alerts shop");
        asked(VIEWER, "host web-1", "No rule allows you to host shop");
    }

    @Test
    void a_host_shows_disk_memory_and_load_at_once_and_offers_more() throws Exception {
        String seen = asked(OPERATOR, "host web-1", "per processor over 1 minute");

        assertThat(seen).contains("*disk*", "*memory*", "*load*", "host shop/web-1 gpu", "host shop/web-1 uptime");
    }

    @Test
    void one_question_to_a_host_brings_its_rows() throws Exception {
        assertThat(asked(OPERATOR, "host shop/web-1 disk", "shop/web-1  ·  disk"))
                .contains("mount", " full");
        asked(OPERATOR, "host web-1 uptime", "; up for ");
    }

    @Test
    void a_dead_host_is_told() throws Exception {
        assertThat(asked(OPERATOR, "host dead memory", "shop/dead  ·  memory")).contains("its key is not in");
    }

    @Test
    void an_unknown_host_is_answered_with_those_there_are() throws Exception {
        assertThat(asked(OPERATOR, "host web-2", "no host called")).contains("shop/web-1", "host web-1");
    }

    @Test
    void no_secret_passes_any_probe_of_hosts_networks_and_monitoring() throws Exception {
        ManagedSystem shop = shop();
        assertThat(shapes()).hasSizeGreaterThan(40);
        Path files = Files.createDirectories(folder.resolve("files"));
        Path copy = Files.createDirectories(folder.resolve("copy"));
        git(copy, "init", "-q");
        for (String text : texts()) {
            git(
                    copy,
                    "-c",
                    "user.name=x",
                    "-c",
                    "user.email=x@demo.example",
                    "commit",
                    "-q",
                    "--allow-empty",
                    "-m",
                    text);
        }
        for (String text : texts().stream().limit(LOOKS).toList()) {
            ssh.program("nproc", "echo '" + text + "' >&2; exit 3");
            assertNothingSeen(ask(shop, new Probe.Load("web-1")), "failed with code 3");
        }
        ssh.withdraw("nproc");
        String http = nginx.url("/?token=abcdef123456").toString().replace("//", "//ops:pa55-w0rd@");
        assertNothingSeen(ask(shop, new Probe.Http(http, 200, null, null, null)), "It answered HTTP 503");
        assertNothingSeen(ask(shop, new Probe.Http(http, 503, null, "$.x", null)), "is not JSON");
        assertNothingSeen(ask(shop, new Probe.Prometheus("shapes")), "shapes has");
        assertNothingSeen(ask(shop, new Probe.Prometheus("shapes{says=\"" + System.getenv("PATH") + "\"}")), "no data");
        assertNothingSeen(ask(shop, new Probe.Alerts(null, null)), "alerts are firing");
        assertNothingSeen(ask(shop, new Probe.Git("web-1", copy.toString(), 100)), " is at ");
        Files.writeString(files.resolve("dump password=hunter22 of.sql"), "");
        Answer newest = ask(shop, new Probe.NewestFile("web-1", files.toString(), "*.sql"));
        assertThat(newest.toString()).contains("The newest file in").doesNotContain("hunter22");
        assertThat(asked(OPERATOR, "alerts HighErrorRate", "that is HighErrorRate"))
                .doesNotContain(shapes().getFirst().secret());
    }

    private static Answer ask(ManagedSystem system, Probe probe) {
        CompletableFuture<Answer> answer = deck.bean(Probing.class).ask(system, probe, PATIENCE);
        return answer.join();
    }

    /** @param expected words that show that the question was really answered as the test means */
    private static void assertNothingSeen(Answer answer, String expected) {
        assertThat(answer.toString()).contains(expected).doesNotContain(System.getenv("PATH"));
        for (SecretCorpus.Shape shape : shapes()) {
            assertThat(answer.toString()).as(shape.text()).doesNotContain(shape.secret());
        }
    }

    private static void git(Path copy, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
