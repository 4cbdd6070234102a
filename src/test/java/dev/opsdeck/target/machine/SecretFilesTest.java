package dev.opsdeck.target.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.HostStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class SecretFilesTest {
    private static final String ENVIRONMENT = "# shop\nSHOP_KEY=old-value\nSHOP_KEY_ID=7\nPORT=80\n";

    @TempDir
    Path folder;

    private Upkept shop;
    private SecretFiles files;
    private ReplaceSecretHandler replace;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        file = Files.writeString(folder.resolve("shop.env"), ENVIRONMENT);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.writeString(folder.resolve("token"), "whole");
        shop = new Upkept(Files.createDirectory(folder.resolve("catalog")), """
                runtime: process
                services: { backend: { process: { command: [sleep, "60"] } } }
                upkeep:
                  secrets:
                    key: { file: %1$s/shop.env, key: SHOP_KEY, length: 48, services: [backend], follow: restart }
                    token: { file: %1$s/token, alphabet: hex, length: 32, services: [backend] }
                    none: { file: %1$s/shop.env, key: NO_SUCH, services: [backend] }
                """.formatted(folder));
        files = new SecretFiles(shop.machines);
        replace = new ReplaceSecretHandler(files);
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private static HostStep.ReplaceSecret step(String name) {
        return new HostStep.ReplaceSecret("shop", name, "this machine", "file", "", "");
    }

    private Finding inspect(String name) {
        return replace.inspect(shop.system(), step(name), Map.of(), Instant.EPOCH, Instant.EPOCH);
    }

    @Test
    void only_the_value_of_the_variable_is_new_and_nobody_is_told_it() throws IOException {
        assertThat(inspect("key")).isInstanceOf(Finding.DidNotHappen.class);
        var control = Upkept.control();
        Outcome outcome = shop.once(replace, step("key"), control);

        String now = Files.readString(file);
        assertThat(now).matches("# shop\nSHOP_KEY=[A-Za-z0-9]{48}\nSHOP_KEY_ID=7\nPORT=80\n");
        String value = now.lines().toList().get(1).substring("SHOP_KEY=".length());
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Done.class, done -> assertThat(done.evidence())
                .contains("the old one is kept as " + file + ".opsdeck-old")
                .doesNotContain(value, "old-value"));
        assertThat(control.text()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(Path.of(file + ".opsdeck-old")).hasContent(ENVIRONMENT.strip());
        assertThat(inspect("key")).isInstanceOf(Finding.Happened.class);
        assertThatThrownBy(() -> replace.before(shop.system(), step("key")))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("a rotation that did not end");
    }

    @Test
    void the_old_one_is_put_back_twice_as_once() throws IOException {
        shop.once(replace, step("key"), Upkept.control());
        for (int time = 0; time < 2; time++) {
            assertThat(replace.undo(shop.system(), step("key"), Map.of(), Upkept.control()))
                    .isInstanceOf(Outcome.Done.class);
            assertThat(Files.readString(file)).isEqualTo(ENVIRONMENT);
            assertThat(Path.of(file + ".opsdeck-old")).doesNotExist();
        }
    }

    @Test
    void a_crash_between_keeping_and_writing_is_told_from_one_after_it() throws IOException {
        Files.writeString(Path.of(file + ".opsdeck-old"), ENVIRONMENT);
        assertThat(inspect("key")).isInstanceOf(Finding.DidNotHappen.class);
        assertThat(shop.once(replace, step("key"), Upkept.control())).isInstanceOf(Outcome.Done.class);
        assertThat(inspect("key")).isInstanceOf(Finding.Happened.class);

        var forget = new ForgetSecretHandler(files);
        var last = new HostStep.ForgetSecret("shop", "key", "this machine", "file");
        assertThat(forget.inspect(shop.system(), last, Map.of(), Instant.EPOCH, Instant.EPOCH))
                .isInstanceOf(Finding.DidNotHappen.class);
        shop.once(forget, last, Upkept.control());
        assertThat(forget.inspect(shop.system(), last, Map.of(), Instant.EPOCH, Instant.EPOCH))
                .isInstanceOf(Finding.Happened.class);
        assertThat(Files.list(folder).map(Path::getFileName).map(Path::toString))
                .containsExactlyInAnyOrder("shop.env", "token", "catalog");
    }

    @Test
    void a_file_may_hold_nothing_but_the_secret() {
        shop.once(replace, step("token"), Upkept.control());
        assertThat(folder.resolve("token")).content().matches("[0-9a-f]{32}");
    }

    @Test
    void a_variable_that_is_not_there_is_not_invented() throws IOException {
        assertThat(shop.once(replace, step("none"), Upkept.control()))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains("NO_SUCH=… is there 0 times", "nothing was changed"));
        assertThat(Files.readString(file)).isEqualTo(ENVIRONMENT);
        assertThat(Path.of(file + ".opsdeck-old")).doesNotExist();
    }
}
