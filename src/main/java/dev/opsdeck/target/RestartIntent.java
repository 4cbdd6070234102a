package dev.opsdeck.target;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded about a container before it is restarted.
 *
 * @param container its id
 * @param startedAt when it was last started; null when it never was
 * @param finishedAt when it last ended; null when it never did
 * @param engineTime the time by the engine's own clock, which alone its times may be compared with
 */
record RestartIntent(
        String container,
        String state,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant engineTime) {

    static RestartIntent of(ContainerState container, Instant engineTime) {
        return new RestartIntent(
                container.instance().id(),
                container.status(),
                container.startedAt(),
                container.finishedAt(),
                engineTime);
    }

    /** Empty when the record is not one of this kind. */
    static Optional<RestartIntent> read(Map<String, String> record) {
        String container = record.get("container");
        String time = record.get("engine-time");
        if (container == null || time == null) {
            return Optional.empty();
        }
        return Optional.of(new RestartIntent(
                container,
                record.getOrDefault("state", ""),
                instant(record.get("started-at")),
                instant(record.get("finished-at")),
                Instant.parse(time)));
    }

    Map<String, String> written() {
        var record = new HashMap<String, String>();
        record.put("container", container);
        record.put("state", state);
        record.put("engine-time", engineTime.toString());
        if (startedAt != null) {
            record.put("started-at", startedAt.toString());
        }
        if (finishedAt != null) {
            record.put("finished-at", finishedAt.toString());
        }
        return Map.copyOf(record);
    }

    /** Whether the container was started since. */
    boolean startedSince(ContainerState container) {
        return !Objects.equals(container.startedAt(), startedAt);
    }

    /** Whether the container ended since. */
    boolean endedSince(ContainerState container) {
        return !Objects.equals(container.finishedAt(), finishedAt);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
