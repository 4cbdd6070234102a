package dev.opsdeck.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlainTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            *Orders* fail since <!date^1^{time}|12:00 UTC>  ~ Orders fail since 12:00 UTC
            <@U0OMAR> works on it in <#C1|inc-1>            ~ somebody of the team works on it in
            see <https://a.dev/x|the page>                  ~ see the page (https://a.dev/x)
            5 &lt; 6 &amp;&amp; `code`                      ~ 5 < 6 && code
            :fire: 2*3*4 stays, _done_                      ~ 2*3*4 stays, done
            """)
    void what_only_slack_understands_is_taken_out(String mrkdwn, String plain) {
        assertThat(PlainText.of(mrkdwn)).isEqualTo(plain);
    }
}
