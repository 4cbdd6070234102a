package dev.opsdeck.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RequirementTest {

    private static final Requirement ENGINE = new Requirement("Docker engine", "NEED_IT");

    @Test
    void what_is_there_enables_the_test() {
        assertThat(ENGINE.judge(Optional.empty(), Map.of("NEED_IT", "1")).isDisabled())
                .isFalse();
    }

    @Test
    void what_is_missing_skips_the_test_and_says_why() {
        var result = ENGINE.judge(Optional.of("connection refused"), Map.of());
        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason()).hasValue("no Docker engine: connection refused");
    }

    @Test
    void what_is_missing_but_required_fails_the_test() {
        assertThatThrownBy(() -> ENGINE.judge(Optional.of("connection refused"), Map.of("NEED_IT", "1")))
                .hasMessageContaining("connection refused")
                .hasMessageContaining("NEED_IT");
    }
}
