package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.testing.SecretCorpus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SecretShapesTest {
    static List<SecretCorpus.Shape> shapes() {
        return SecretCorpus.shapes().stream()
                .filter(shape -> !shape.secret().equals(SecretCorpus.OF_CATALOG))
                .toList();
    }

    static List<String> harmless() {
        return SecretCorpus.harmless();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void a_secret_is_taken_out_of_its_text(SecretCorpus.Shape shape) {
        assertThat(shape.text()).contains(shape.secret());
        assertThat(SecretShapes.mask(shape.text()))
                .doesNotContain(shape.secret())
                .contains("•••");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void what_was_masked_stays_as_it_is_when_it_is_masked_again(SecretCorpus.Shape shape) {
        String once = SecretShapes.mask(shape.text());
        assertThat(SecretShapes.mask(once)).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void what_is_no_secret_stays_readable(String text) {
        assertThat(SecretShapes.mask(text)).isEqualTo(text);
    }

    @Test
    void hostile_text_takes_no_longer_than_its_length_deserves() {
        String hostile = "password" + "\"".repeat(50_000) + "://".repeat(20_000) + "-----BEGIN ".repeat(5_000)
                + "token:" + " ".repeat(50_000) + "bearer " + "a".repeat(50_000);
        long began = System.nanoTime();
        SecretShapes.mask(hostile);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
    }
}
