package dev.opsdeck.target.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class ShellWordsTest {
    @Test
    void what_is_harmless_stays_as_it_is() {
        assertThat(ShellWords.of(List.of("df", "-P", "--", "/var/lib/x_1.2"))).isEqualTo("df -P -- /var/lib/x_1.2");
    }

    @Test
    void nothing_becomes_an_empty_word() {
        assertThat(ShellWords.quoted("")).isEqualTo("''");
    }

    @Test
    void a_quote_is_put_outside_of_the_quotes() {
        assertThat(ShellWords.quoted("it's")).isEqualTo("'it'\\''s'");
    }

    @Property(tries = 60)
    void a_real_shell_gives_back_what_was_written(@ForAll("words") List<String> words) throws Exception {
        assertThat(shell("printf '%s\\0' " + ShellWords.of(words))).isEqualTo(String.join("\0", words) + "\0");
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.strings()
                .withChars("ab'\"$`\\ \n\t!*?[]{}()<>|&;~#=%-é€")
                .ofMaxLength(12)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static String shell(String line) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("/bin/sh", "-c", line).start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return output;
    }
}
