package dev.opsdeck.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** Plans as JSON for storage, and the digest over them. The same plan gives the same text on every replica. */
public final class PlanJson {
    private static final PropertyNamingStrategies.KebabCaseStrategy NAMES =
            new PropertyNamingStrategies.KebabCaseStrategy();
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    static {
        register(Step.class);
    }

    private PlanJson() {}

    public static String write(Plan plan) {
        return json(plan);
    }

    /** Reads what {@link #write} wrote. */
    public static Plan read(String json) {
        try {
            return MAPPER.readValue(json, Plan.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored plan cannot be read", e);
        }
    }

    /** The plan with its digest filled in. */
    static Plan sealed(Plan plan) {
        String content = json(plan.noted(List.of()).withDigest(""));
        return plan.withDigest(sha256(content));
    }

    /** Every record of the sealed family, under its own name with dashes: {@code AwaitHealthy} is await-healthy. */
    private static void register(Class<?> kind) {
        if (kind.isRecord()) {
            MAPPER.registerSubtypes(new NamedType(kind, NAMES.translate(kind.getSimpleName())));
        } else {
            for (Class<?> permitted : Objects.requireNonNull(kind.getPermittedSubclasses())) {
                register(permitted);
            }
        }
    }

    private static String json(Plan plan) {
        try {
            return MAPPER.writeValueAsString(plan);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A plan cannot be written as JSON", e);
        }
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
