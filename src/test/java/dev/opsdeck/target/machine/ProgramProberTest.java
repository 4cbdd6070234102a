package dev.opsdeck.target.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class ProgramProberTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private Upkept shop;
    private ProgramProber prober;

    @BeforeEach
    void start() throws IOException {
        shop = new Upkept(Files.createDirectory(folder.resolve("catalog")), """
                runtime: process
                upkeep:
                  commands:
                    say: { command: [echo, "{{text}}"], risk: read, parameters: { text: { default: "pending 7 of 9" } } }
                    fail: { command: [ls, /no/such/folder], risk: read }
                    gone: { command: [no-such-program], risk: read }
                    slow: { command: [sleep, "30"], risk: read }
                    mark: { command: [touch, "%s/mark"] }
                """.formatted(folder));
        prober = new ProgramProber(shop.machines);
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void a_program_that_ends_well_is_measured() {
        Reading reading = ask("say", null, null, "pending (\\d+)");

        assertThat(reading.failures()).isEmpty();
        assertThat(reading.summary()).isEqualTo("say ended with code 0: pending 7 of 9");
        assertThat(reading.measures().getFirst().name()).isEqualTo("value");
        assertThat(reading.measures().getFirst().value()).isEqualTo(7);
        assertThat(reading.measures().getLast().name()).isEqualTo("seconds");
    }

    @Test
    void what_it_prints_is_held_against_what_is_expected() {
        assertThat(ask("say", "of 9$", "error", null).failures()).isEmpty();
        assertThat(ask("say", "of 8", null, null).failures()).containsExactly("Its output does not contain \"of 8\".");
        assertThat(ask("say", null, "pend", null).failures()).containsExactly("Its output contains \"pend\".");
        assertThat(ask("say", null, null, "lost (\\d+)").failures().getFirst()).contains("no number");
    }

    @Test
    void one_that_ends_badly_says_why() {
        Reading reading = ask("fail", null, null, null);

        assertThat(reading.failures().getFirst()).contains("code 2", "/no/such/folder");
        assertThat(reading.text()).contains("/no/such/folder");
    }

    @Test
    void nobody_can_tell_where_it_is_not_there_or_does_not_end() {
        assertThatThrownBy(() -> ask("gone", null, null, null))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("There is no no-such-program");
        assertThatThrownBy(() -> prober.ask(shop.system(), probe("slow", null, null, null), Duration.ofSeconds(1)))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("did not end within 1 s");
    }

    @Test
    void what_may_change_something_is_not_asked() {
        assertThatThrownBy(() -> ask("mark", null, null, null))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("may change something");
        assertThat(folder.resolve("mark")).doesNotExist();
    }

    private Reading ask(String name, @Nullable String contains, @Nullable String lacks, @Nullable String number) {
        return prober.ask(shop.system(), probe(name, contains, lacks, number), PATIENCE);
    }

    private static Probe.Program probe(
            String name, @Nullable String contains, @Nullable String lacks, @Nullable String number) {
        return new Probe.Program(name, Map.of(), pattern(contains), pattern(lacks), pattern(number));
    }

    private static @Nullable Pattern pattern(@Nullable String text) {
        return text == null ? null : Pattern.compile(text);
    }
}
