package dev.opsdeck.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MrkdwnTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"@channel", "@here", "@everyone", "<!channel>", "<!here|x>", "<!subteam^S1>", "<@U1>", "@Here!"})
    void what_would_notify_people_loses_its_power(String text) {
        assertThat(Mrkdwn.escape(text)).doesNotContain("<", ">").doesNotContainPattern("(?i)@(channel|here|everyone)");
    }

    @Test
    void only_three_characters_become_entities() {
        assertThat(Mrkdwn.escape("a < b && c > d \"e\" 'f'")).isEqualTo("a &lt; b &amp;&amp; c &gt; d \"e\" 'f'");
    }

    @Test
    void colours_and_control_characters_of_terminals_are_left_out() {
        assertThat(Mrkdwn.escape("\u001B[31mred\u001B[0m\u0000\u0007 text\r\n\tindented"))
                .isEqualTo("red text\n\tindented");
    }

    @Test
    void a_code_block_cannot_be_ended_from_inside() {
        String block = Mrkdwn.codeBlock("before\n```\n<!channel>\n````after`");
        assertThat(block).startsWith("```\n").endsWith("\n```");
        assertThat(block.substring(3, block.length() - 3)).doesNotContain("```");
    }

    @Test
    void code_and_bold_text_cannot_be_ended_from_inside() {
        assertThat(Mrkdwn.code("a`b\nc")).isEqualTo("`aˋb c`");
        assertThat(Mrkdwn.bold("a*b")).isEqualTo("*a∗b*");
    }

    @Test
    void a_time_is_shown_in_the_zone_of_the_reader_with_a_fallback() {
        assertThat(Mrkdwn.time(Instant.parse("2026-03-01T10:15:30Z")))
                .isEqualTo("<!date^1772360130^{date_short_pretty} {time}|2026-03-01 10:15:30 UTC>");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s", "40, 0.0 s", "1449, 1.4 s", "9999, 9.9 s", "10000, 10 s", "59999, 59 s",
        "60000, 1 min", "125000, 2 min 5 s", "3600000, 1 h", "11040000, 3 h 4 min", "183600000, 2 d 3 h", "-5, 0.0 s"
    })
    void durations_are_told_in_words(long millis, String words) {
        assertThat(Elapsed.words(Duration.ofMillis(millis))).isEqualTo(words);
    }
}
