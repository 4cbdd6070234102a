package dev.opsdeck.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class LogLinesTest {
    @Test
    void only_the_last_lines_are_kept() {
        assertThat(LogLines.of("one\ntwo\nthree\n", 2)).containsExactly("two", "three");
    }

    @Test
    void pieces_of_two_streams_are_not_mixed_within_a_line() {
        var lines = new LogLines(10);
        lines.add(LogLines.Stream.OUTPUT, bytes("half "));
        lines.add(LogLines.Stream.ERROR, bytes("broken\n"));
        lines.add(LogLines.Stream.OUTPUT, bytes("done\nrest"));

        assertThat(lines.lines()).containsExactly("broken", "half done", "rest");
    }

    @Test
    void a_character_may_be_cut_in_two_by_a_piece() {
        byte[] text = bytes("grün\n");
        var lines = new LogLines(10);
        lines.add(LogLines.Stream.OUTPUT, Arrays.copyOf(text, 3));
        lines.add(LogLines.Stream.OUTPUT, Arrays.copyOfRange(text, 3, text.length));

        assertThat(lines.lines()).containsExactly("grün");
    }

    @Test
    void colours_titles_and_control_characters_are_removed() {
        assertThat(LogLines.clean("\u001b[1;31mfatal\u001b[0m:\u001b]0;title\u0007 no\u0000 store\tleft\r"))
                .isEqualTo("fatal: no store\tleft");
    }

    @Test
    void of_a_progress_bar_the_last_state_is_kept() {
        assertThat(LogLines.clean("10%\r50%\r100%")).isEqualTo("100%");
    }

    @Test
    void long_lines_are_cut_without_being_held_whole() {
        var lines = new LogLines(10);
        lines.add(LogLines.Stream.OUTPUT, bytes("x".repeat(1_000_000) + "\nnext\n"));

        assertThat(lines.lines())
                .satisfiesExactly(
                        cut -> assertThat(cut).hasSize(LogLines.LONGEST + 1).endsWith("x…"),
                        next -> assertThat(next).isEqualTo("next"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
