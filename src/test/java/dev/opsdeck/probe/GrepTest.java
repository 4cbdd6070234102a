package dev.opsdeck.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class GrepTest {
    @Test
    void it_finds_text_and_expressions() {
        assertThat(grep("refused").finds("connection refused")).isTrue();
        assertThat(grep("time ?out|refused").finds("timeout")).isTrue();
        assertThat(grep("(?i)REFUSED").finds("refused")).isTrue();
        assertThat(grep("^refused").finds("connection refused")).isFalse();
        assertThat(grep("a.c").finds("a c")).isTrue();
    }

    @Test
    void an_expression_that_would_take_for_ever_is_given_up_on() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThatThrownBy(
                        () -> grep("(.*a){20}$").finds("a".repeat(300) + "b"))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("(.*a){20}$")
                .hasMessageContaining("takes too long"));
    }

    @Test
    void one_that_would_go_too_deep_is_given_up_on() {
        assertThatThrownBy(() -> grep("(a|b|c|dd)*x").finds("abc".repeat(200_000)))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("takes too long");
    }

    private static Grep grep(String expression) {
        return new Grep(Pattern.compile(expression));
    }
}
