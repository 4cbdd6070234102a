package dev.opsdeck.target.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a token ends, as far as it says so itself (RFC 7519, claim {@code exp}). */
final class TokenAge {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PARTS = 3;

    private TokenAge() {}

    static Optional<Instant> expiry(@Nullable String token) {
        String[] parts = token == null ? new String[0] : token.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
            JsonNode end =
                    JSON.readTree(new String(claims, StandardCharsets.UTF_8)).path("exp");
            return end.isNumber() ? Optional.of(Instant.ofEpochSecond(end.asLong())) : Optional.empty();
        } catch (IllegalArgumentException | JsonProcessingException notAToken) {
            return Optional.empty();
        }
    }
}
