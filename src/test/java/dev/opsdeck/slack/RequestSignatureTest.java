package dev.opsdeck.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSignatureTest {
    private static final byte[] BODY = "command=%2Fops&text=status".getBytes(StandardCharsets.UTF_8);

    private final HandClock clock = new HandClock();
    private final RequestSignature signature = with(SlackDoors.SECRET);

    @Test
    void the_example_of_slacks_documentation_is_signed_as_documented() {
        byte[] body = Samples.read("jsdk-slash_command-signature-vector.form").getBytes(StandardCharsets.UTF_8);

        assertThat(RequestSignature.sign(SlackDoors.SECRET, "1531420618", body))
                .isEqualTo("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
    }

    @ParameterizedTest
    @CsvSource({"-300, true", "-301, false", "0, true", "300, true", "301, false"})
    void a_timestamp_may_be_five_minutes_off_either_way(long off, boolean accepted) {
        String timestamp = now(Duration.ofSeconds(off));

        assertThat(signature.covers(timestamp, sign(timestamp), BODY)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "-1", "1e9", " 1772366400", "99999999999999999999", "١٧٧٢٣٦٦٤٠٠"})
    void what_is_no_timestamp_is_refused(String timestamp) {
        assertThat(signature.covers(timestamp, sign(timestamp), BODY)).isFalse();
    }

    @Test
    void another_body_timestamp_or_secret_is_refused() {
        String timestamp = now(Duration.ZERO);
        String good = sign(timestamp);

        assertThat(signature.covers(timestamp, good, "text=restart".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(signature.covers(now(Duration.ofSeconds(1)), good, BODY)).isFalse();
        assertThat(with("another").covers(timestamp, good, BODY)).isFalse();
        assertThat(signature.covers(timestamp, good.substring(3), BODY)).isFalse();
        assertThat(signature.covers(timestamp, null, BODY)).isFalse();
        assertThat(signature.covers(null, good, BODY)).isFalse();
    }

    @Test
    void without_a_secret_nothing_is_believed() {
        String timestamp = now(Duration.ZERO);

        assertThat(with(null).covers(timestamp, sign(timestamp), BODY)).isFalse();
        assertThat(with(" ").covers(timestamp, RequestSignature.sign(" ", timestamp, BODY), BODY))
                .isFalse();
    }

    private RequestSignature with(@Nullable String secret) {
        return new RequestSignature(new SlackSettings(secret, "xoxb-test", null, null), clock);
    }

    private String now(Duration off) {
        return String.valueOf(clock.instant().plus(off).getEpochSecond());
    }

    private static String sign(String timestamp) {
        return RequestSignature.sign(SlackDoors.SECRET, timestamp, BODY);
    }
}
