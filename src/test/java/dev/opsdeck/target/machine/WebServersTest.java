package dev.opsdeck.target.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.opsdeck.catalog.Risk;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.HostStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.net.HttpGet;
import dev.opsdeck.testing.CertificateAuthority;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.NginxServer;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Needs(Tool.NGINX)
@SuppressWarnings("NullAway.Init")
final class WebServersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private NginxServer nginx;
    private Upkept shop;
    private HttpGet http;
    private BlockHandler blocks;
    private MaintenanceHandler pages;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("index.html"), "hello");
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("deny.conf"), "# by hand\ndeny 203.0.113.77;\n");
        Files.writeString(folder.resolve("page.conf"), "");
        nginx = NginxServer.start("root " + folder + "; include " + folder + "/deny.conf; if (-f " + folder
                + "/flag) { return 503; } include " + folder + "/page.conf;");
        shop = new Upkept(Files.createDirectory(folder.resolve("catalog")), """
                runtime: process
                upkeep:
                  web-servers:
                    front:
                      test: %1$s
                      reload: %2$s
                      deny: %3$s/deny.conf
                      never-block: 198.51.100.0/24
                      maintenance: { flag: %3$s/flag, url: "%4$s" }
                    side:
                      test: %1$s
                      reload: %2$s
                      deny: %3$s/elsewhere.conf
                      maintenance: { include: %3$s/page.conf, url: "%4$s" }
                """.formatted(
                        Upkept.list(nginx.program("-t")),
                        Upkept.list(nginx.program("-s", "reload")),
                        folder,
                        nginx.url("/index.html")));
        var servers = new WebServers(shop.machines);
        http = new HttpGet();
        blocks = new BlockHandler(servers);
        pages = new MaintenanceHandler(servers, http);
    }

    @AfterEach
    void stop() {
        http.close();
        shop.close();
        nginx.close();
    }

    private int status() {
        try {
            return http.ask(new HttpGet.Question(nginx.url("/index.html"), Map.of(), 0, false), PATIENCE)
                    .status();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String denied() throws IOException {
        return Files.readString(folder.resolve("deny.conf"));
    }

    @Test
    void a_blocked_address_gets_403_and_is_let_in_again() throws IOException {
        var step = (HostStep.BlockAddress) shop.step("block 127.0.0.1 --on=shop/front --insist");
        Map<String, String> before = blocks.before(shop.system(), step);

        assertThat(blocks.act(shop.system(), step, before, Upkept.control())).isInstanceOf(Outcome.Done.class);
        await().atMost(PATIENCE).until(() -> status() == 403);
        assertThat(denied()).isEqualTo("# by hand\ndeny 203.0.113.77;\ndeny 127.0.0.1; # run 1\n");

        for (int time = 0; time < 2; time++) {
            assertThat(blocks.undo(shop.system(), step, before, Upkept.control()))
                    .isInstanceOf(Outcome.Done.class);
            assertThat(denied()).isEqualTo("# by hand\ndeny 203.0.113.77;\n");
        }
        await().atMost(PATIENCE).until(() -> status() == 200);
    }

    @Test
    void what_a_crash_left_written_but_unread_is_read_when_it_is_done_again() throws IOException {
        HostStep.BlockAddress step = (HostStep.BlockAddress) shop.step("block 127.0.0.1 --on=shop/front --insist");
        Files.writeString(folder.resolve("deny.conf"), "deny 127.0.0.1;\n");
        assertThat(status()).isEqualTo(200);

        assertThat(blocks.inspect(shop.system(), step, Map.of(), Instant.EPOCH, Instant.EPOCH))
                .isInstanceOf(Finding.DidNotHappen.class);
        assertThat(shop.once(blocks, step, Upkept.control())).isInstanceOf(Outcome.Done.class);
        await().atMost(PATIENCE).until(() -> status() == 403);
        assertThat(denied()).isEqualTo("deny 127.0.0.1;\n");
    }

    @Test
    void a_configuration_that_is_wrong_already_is_not_touched() throws IOException {
        Files.writeString(folder.resolve("page.conf"), "nonsense on;");

        assertThat(shop.once(blocks, shop.step("block 203.0.113.9 --on=shop/front"), Upkept.control()))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains("wrong already", "unknown directive \"nonsense\""));
        assertThat(denied()).doesNotContain("203.0.113.9");
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void a_file_with_which_the_configuration_is_wrong_is_put_back() throws IOException {
        var servers = new WebServers(shop.machines);
        var server = WebServers.of(shop.system(), "front");
        Machine machine = servers.machine(shop.system(), server);

        assertThatThrownBy(() -> servers.change(
                        machine,
                        server,
                        new RemoteFile(machine, folder + "/page.conf"),
                        "nonsense on;",
                        Upkept.control()))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("was put back")
                .hasMessageContaining("nonsense");
        assertThat(Files.readString(folder.resolve("page.conf"))).isEmpty();
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void a_deny_file_that_nobody_includes_blocks_nobody_and_is_told() {
        assertThat(shop.once(blocks, shop.step("block 203.0.113.9 --on=shop/side"), Upkept.control()))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains("is no part of the configuration", "include " + folder + "/elsewhere.conf;"));
    }

    @Test
    void addresses_that_hit_the_wrong_ones_are_refused_unless_insisted_on() {
        assertThatThrownBy(() -> shop.plan("block 198.51.100.7 --on=shop/front"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("never to be blocked")
                .hasMessageContaining("--insist");
        assertThatThrownBy(() -> shop.plan("block 10.0.0.1 --on=shop/front")).hasMessageContaining("behind a proxy");
        assertThat(shop.plan("block 198.51.100.7 --on=shop/front --insist").risk())
                .isEqualTo(Risk.CHANGE);
        assertThat(shop.plan("block 10.0.0.1 --on=shop/front --unblock").steps())
                .singleElement()
                .satisfies(step -> assertThat(step.title()).startsWith("Let in 10.0.0.1"));
        assertThatThrownBy(() -> shop.plan("block 203.0.113.9 --on=shop")).hasMessageContaining("front, side");
    }

    @Test
    void the_maintenance_page_is_seen_from_outside_on_and_off() {
        for (String server : List.of("front", "side")) {
            assertThat(shop.once(pages, shop.step("maintenance-page on shop/" + server), Upkept.control()))
                    .isInstanceOfSatisfying(Outcome.Done.class, done -> assertThat(done.evidence())
                            .endsWith("answers 503"));
            await().atMost(Duration.ofSeconds(60)).until(() -> status() == 503);
            assertThat(shop.once(pages, shop.step("maintenance-page off shop/" + server), Upkept.control()))
                    .isInstanceOf(Outcome.Done.class);
            // A worker of before the reload may still answer what it was asked at its end.
            await().atMost(Duration.ofSeconds(60)).until(() -> status() == 200);
        }
    }

    @Test
    void turning_the_page_on_is_put_back_twice_as_once() {
        var step = (HostStep.SwitchMaintenance) shop.step("maintenance-page on shop/front");
        Map<String, String> before = pages.before(shop.system(), step);
        pages.act(shop.system(), step, before, Upkept.control());
        assertThat(status()).isEqualTo(503);

        pages.undo(shop.system(), step, before, Upkept.control());
        pages.undo(shop.system(), step, before, Upkept.control());
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void users_are_not_let_in_to_what_does_not_answer_well() throws IOException {
        Files.createFile(folder.resolve("flag"));
        Files.delete(folder.resolve("index.html"));

        assertThat(shop.once(
                        pages,
                        shop.step("maintenance-page off shop/front"),
                        new dev.opsdeck.testing.Control(Duration.ofSeconds(2))))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains("answers 404 and not 200", "was put back"));
        assertThat(folder.resolve("flag")).exists();
    }

    @Test
    void a_reload_tests_first() throws IOException {
        var reload = new ReloadHandler(shop.machines, new WebServers(shop.machines));
        assertThat(shop.once(reload, shop.step("reload shop/front"), Upkept.control()))
                .isInstanceOf(Outcome.Done.class);

        Files.writeString(folder.resolve("page.conf"), "nonsense on;");
        assertThat(shop.once(reload, shop.step("reload shop/front"), Upkept.control()))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains("what runs goes on as it was"));
    }

    @Test
    void a_renewed_certificate_is_seen_to_be_served() throws IOException, GeneralSecurityException {
        Instant now = Instant.now();
        Path keys = Files.createDirectory(folder.resolve("keys"));
        CertificateAuthority.selfSigned("localhost", now.minusSeconds(60), now.plus(Duration.ofDays(3)))
                .pem(keys, "live");
        CertificateAuthority.selfSigned("localhost", now.minusSeconds(60), now.plus(Duration.ofDays(90)))
                .pem(keys, "next");
        try (NginxServer tls = NginxServer.tls(keys.resolve("live.pem"), keys.resolve("live.key"));
                var catalog = new Upkept(Files.createDirectory(folder.resolve("tls")), """
                        runtime: process
                        upkeep:
                          web-servers: { front: { test: %s, reload: %s } }
                          certificates:
                            shop: { renew: [cp, %2$s], web-server: front, serves: "%s", server-name: localhost }
                        """.replace(
                                "%2$s",
                                "-v, " + keys.resolve("next.pem") + ", " + keys.resolve("next.key") + ", "
                                        + keys.resolve("out"))
                        .formatted(
                                Upkept.list(tls.program("-t")),
                                Upkept.list(tls.program("-s", "reload")),
                                tls.address()))) {
            Files.createDirectory(keys.resolve("out"));
            var steps = catalog.plan("renew shop/shop").steps();
            assertThat(steps).hasSize(3);
            var renewal = new RenewalHandler(catalog.machines, catalog.catalog);
            Outcome renewed = catalog.once(renewal, (HostStep) steps.getFirst(), Upkept.control());
            assertThat(renewed).isInstanceOf(Outcome.Done.class);
            Map<String, String> results = ((Outcome.Done) renewed).results();
            var look = new CertificateHandler();
            assertThat(catalog.once(
                            look,
                            (HostStep) steps.getLast(),
                            new dev.opsdeck.testing.Control(Duration.ofSeconds(2), results)))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                            .contains("still shows the certificate that it showed before", "not due yet"));

            Files.copy(keys.resolve("out/next.pem"), keys.resolve("live.pem"), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(keys.resolve("out/next.key"), keys.resolve("live.key"), StandardCopyOption.REPLACE_EXISTING);
            var reload = new ReloadHandler(catalog.machines, new WebServers(catalog.machines));
            catalog.once(reload, (HostStep) steps.get(1), Upkept.control());
            assertThat(catalog.once(
                            look,
                            (HostStep) steps.getLast(),
                            new dev.opsdeck.testing.Control(Duration.ofSeconds(20), results)))
                    .isInstanceOfSatisfying(Outcome.Done.class, done -> assertThat(done.evidence())
                            .contains("a certificate is served that ends on "));
        }
    }
}
