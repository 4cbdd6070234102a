package dev.opsdeck.target.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.Risk;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.HostStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.plan.Undo;
import dev.opsdeck.testing.Control;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class ProgramHandlerTest {
    @TempDir
    Path folder;

    private Upkept shop;
    private ProgramHandler handler;

    @BeforeEach
    void start() throws IOException {
        shop = new Upkept(Files.createDirectory(folder.resolve("catalog")), """
                runtime: process
                upkeep:
                  commands:
                    mark:
                      command: [touch, "%1$s/{{name}}"]
                      undo: [rm, -f, "%1$s/{{name}}"]
                      check: [test, -e, "%1$s/{{name}}"]
                      parameters: { name: { pattern: "[a-z ;$()-]+" } }
                    show: { command: [ls, "{{what}}"], risk: read, parameters: { what: text } }
                    send: { command: [echo, "${TOKEN}", hello], within: 1s, risk: destructive }
                    slow: { command: [sleep, "30"], within: 1s }
                    fail: { command: [ls, /no/such/folder] }
                """.formatted(folder));
        handler = new ProgramHandler(shop.machines, shop.catalog);
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void a_program_is_run_looked_for_and_taken_back() {
        var step = (HostStep.RunProgram) shop.step("exec shop/mark \"name=a; rm $(b)\"");
        assertThat(step.title()).isEqualTo("Run touch \"" + folder + "/a; rm $(b)\" on this machine");
        assertThat(step.undo()).isEqualTo(Undo.BACK);
        assertThat(inspect(step)).isInstanceOf(Finding.DidNotHappen.class);

        assertThat(shop.once(handler, step, Upkept.control())).isInstanceOf(Outcome.Done.class);
        assertThat(folder.resolve("a; rm $(b)")).exists();
        assertThat(inspect(step)).isInstanceOf(Finding.Happened.class);

        for (int time = 0; time < 2; time++) {
            assertThat(handler.undo(shop.system(), step, Map.of(), Upkept.control()))
                    .isInstanceOf(Outcome.Done.class);
            assertThat(inspect(step)).isInstanceOf(Finding.DidNotHappen.class);
        }
    }

    @Test
    void what_it_prints_is_kept_and_its_code_counts() {
        var control = Upkept.control();
        assertThat(shop.once(handler, shop.step("exec shop/fail"), control))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains("ls on this machine ended with code 2")
                        .contains("/no/such/folder"));
        assertThat(control.text()).contains("/no/such/folder");
    }

    @Test
    void one_that_does_not_end_in_time_leaves_the_question_open() {
        var step = (HostStep.RunProgram) shop.step("exec shop/slow");
        assertThat(shop.once(handler, step, Upkept.control()))
                .isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> assertThat(unknown.reason())
                        .contains("did not end within 1 s"));
        assertThat(inspect(step)).isInstanceOf(Finding.CannotTell.class);
        assertThat(step.undo()).isEqualTo(Undo.NEVER);
    }

    @Test
    void values_are_checked_and_never_become_options_or_secrets() {
        assertThatThrownBy(() -> shop.plan("exec shop/mark name=../up")).isInstanceOf(TargetException.class);
        assertThatThrownBy(() -> shop.plan("exec shop/mark")).hasMessageContaining("give a value for name");
        assertThatThrownBy(() -> shop.plan("exec shop/mark name=a other=b")).hasMessageContaining("no parameter other");
        assertThatThrownBy(() -> shop.plan("exec shop/show what=-R")).hasMessageContaining("would be an option");

        var send = (HostStep.RunProgram) shop.step("exec shop/send");
        assertThat(send.title()).isEqualTo("Run echo *** hello on this machine");
        assertThat(send.risk()).isEqualTo(Risk.DESTRUCTIVE);
        assertThat(inspect((HostStep.RunProgram) shop.step("exec shop/show what=/")))
                .isInstanceOf(Finding.DidNotHappen.class);
        Control control = Upkept.control();
        assertThat(shop.once(handler, send, control)).isInstanceOf(Outcome.Done.class);
        assertThat(control.text()).isEqualTo("secret-TOKEN hello");
    }

    private Finding inspect(HostStep.RunProgram step) {
        return handler.inspect(shop.system(), step, Map.of(), Instant.EPOCH, Instant.EPOCH);
    }
}
