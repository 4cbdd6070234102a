package dev.opsdeck.slack;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request comes from Slack: {@code v0=} and the hex HMAC-SHA256 of {@code v0:timestamp:body} under the
 * signing secret, no more than five minutes old or ahead.
 */
@Singleton
final class RequestSignature {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int LONGEST_TIMESTAMP = 12;

    private static final String ALGORITHM = "HmacSHA256";

    /** Ready to sign, and copied for each request: to find the algorithm and to set the key costs more than to sign. */
    private final @Nullable Mac keyed;

    private final Clock clock;

    RequestSignature(SlackSettings settings, Clock clock) {
        String secret = settings.signingSecret();
        this.keyed = secret == null || secret.isBlank() ? null : keyed(secret);
        this.clock = clock;
    }

    boolean covers(@Nullable String timestamp, @Nullable String signature, byte[] body) {
        if (keyed == null || timestamp == null || signature == null || !isRecent(timestamp)) {
            return false;
        }
        byte[] expected = sign(copy(keyed), timestamp, body).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    static String sign(String secret, String timestamp, byte[] body) {
        return sign(keyed(secret), timestamp, body);
    }

    private static String sign(Mac mac, String timestamp, byte[] body) {
        mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
        return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
    }

    private static Mac keyed(String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    private static Mac copy(Mac mac) {
        try {
            return (Mac) mac.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The platform's own " + ALGORITHM + " can be copied", e);
        }
    }

    private boolean isRecent(String timestamp) {
        if (timestamp.isEmpty()
                || timestamp.length() > LONGEST_TIMESTAMP
                || !timestamp.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        long away = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp));
        return away <= WINDOW.toSeconds();
    }
}
