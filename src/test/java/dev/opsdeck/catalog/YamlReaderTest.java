package dev.opsdeck.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    @ParameterizedTest
    @CsvSource({
        "true, true",
        "on, \"on\"",
        "no, \"no\"",
        "12:30, \"12:30\"",
        "2026-01-31, \"2026-01-31\"",
        "42, 42",
        "-1.5, -1.5",
        "~, null",
        "0x1F, \"0x1F\"",
        "!!int abc, \"abc\""
    })
    void words_without_quotes_mean_what_yaml_1_2_says(String written, String meant) {
        assertThat(Objects.requireNonNull(read("a: " + written).tree()).get("a").toString())
                .isEqualTo(meant);
    }

    @Test
    void a_value_is_found_again_at_its_line_and_column() {
        Source source = read("a:\n  - x\n  - b: 1\n    c: 2\n");

        assertThat(source.problem(JsonPointer.compile("/a/1/c"), "here", null))
                .isEqualTo(new Problem("x.yml", 4, 5, "/a/1/c", "here", null));
        assertThat(source.problem(JsonPointer.compile("/a/1/missing"), "near", null))
                .isEqualTo(new Problem("x.yml", 3, 5, "/a/1/missing", "near", null));
    }

    @Test
    void a_key_that_is_written_twice_names_the_first_line() {
        assertThat(read("a: 1\nb: 2\na: 3\n").problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "x.yml:3:1: the key \"a\" is written twice. It stands in line 1 already; keep one of them.");
    }

    @Test
    void an_alias_repeats_a_value_but_cannot_contain_itself() {
        assertThat(Objects.requireNonNull(read("a: &x [1]\nb: *x\n").tree()).toString())
                .isEqualTo("{\"a\":[1],\"b\":[1]}");
        assertThat(read("a: &x [ *x ]\n").problems())
                .extracting(Problem::message)
                .containsExactly("this value contains itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "a: 1\n b: 2", "a: 1\n---\nb: 2", "\t- a", "a: \u0001", "? [a]\n: b", ""})
    void what_cannot_be_read_is_a_problem_and_never_an_exception(String text) {
        assertThat(read(text).problems()).isNotEmpty();
    }

    @Test
    void many_nested_aliases_do_not_exhaust_the_memory() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1)));
        }
        assertThat(read(bomb.toString()).problems())
                .extracting(Problem::message)
                .anySatisfy(message -> assertThat(message).contains("aliases"));
    }

    private static Source read(String text) {
        return YamlReader.read("x.yml", text, new Settings(name -> Optional.empty(), Map.of()));
    }
}
