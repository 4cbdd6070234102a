package dev.opsdeck.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What takes space on an engine, counted as {@code docker system df} does. */
final class EngineDisk {
    private static final Set<String> ALIVE = Set.of("running", "paused", "restarting");

    private EngineDisk() {}

    /** One kind of thing; bytes. */
    private record Use(String kind, int count, long bytes, long reclaimable) {
        List<String> row() {
            return List.of(kind, String.valueOf(count), Spoken.bytes(bytes), Spoken.bytes(reclaimable));
        }
    }

    static Reading reading(EngineAddress engine, JsonNode df) {
        List<Use> uses = List.of(images(df), containers(df), volumes(df), buildCache(df));
        long bytes = uses.stream().mapToLong(Use::bytes).sum();
        long reclaimable = uses.stream().mapToLong(Use::reclaimable).sum();
        return Reading.of(
                "Docker at " + engine + " takes " + Spoken.bytes(bytes) + ", of which " + Spoken.bytes(reclaimable)
                        + " could be reclaimed",
                List.of(Measure.of("bytes", bytes, "bytes"), Measure.of("reclaimable", reclaimable, "bytes")),
                new Table(
                        List.of("what", "how many", "size", "reclaimable"),
                        uses.stream().map(Use::row).toList(),
                        true));
    }

    /** Images share layers: the engine tells what all layers take together. */
    private static Use images(JsonNode df) {
        JsonNode images = df.path("Images");
        long all = df.path("LayersSize").asLong();
        long used = each(images)
                .filter(image -> image.path("Containers").asLong() != 0)
                .mapToLong(image -> Math.max(0, image.path("Size").asLong())
                        - Math.max(0, image.path("SharedSize").asLong()))
                .sum();
        return new Use("images", images.size(), all, Math.max(0, all - used));
    }

    private static Use containers(JsonNode df) {
        return use(
                "containers",
                df.path("Containers"),
                "/SizeRw",
                container -> !ALIVE.contains(container.path("State").asText()));
    }

    private static Use volumes(JsonNode df) {
        return use(
                "volumes",
                df.path("Volumes"),
                "/UsageData/Size",
                volume -> volume.at("/UsageData/RefCount").asLong() == 0);
    }

    private static Use buildCache(JsonNode df) {
        return use(
                "build cache",
                df.path("BuildCache"),
                "/Size",
                part -> !part.path("InUse").asBoolean() && !part.path("Shared").asBoolean());
    }

    private static Use use(String kind, JsonNode things, String size, Predicate<JsonNode> unused) {
        return new Use(
                kind,
                things.size(),
                each(things)
                        .filter(thing -> !thing.path("Shared").asBoolean())
                        .mapToLong(thing -> bytes(thing, size))
                        .sum(),
                each(things)
                        .filter(unused)
                        .mapToLong(thing -> bytes(thing, size))
                        .sum());
    }

    /** The engine writes -1 for what it has not measured. */
    private static long bytes(JsonNode thing, String size) {
        return Math.max(0, thing.at(size).asLong());
    }

    private static Stream<JsonNode> each(JsonNode things) {
        return things.valueStream();
    }
}
