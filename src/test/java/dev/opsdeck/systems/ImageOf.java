package dev.opsdeck.systems;

import dev.opsdeck.testing.Engine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Builds images of stand-ins. */
final class ImageOf {
    private ImageOf() {}

    /** The image of a Dockerfile that needs no other file. */
    static void lines(Engine engine, String name, String dockerfile) {
        files(engine, name, dockerfile, Map.of());
    }

    /**
     * The image of a Dockerfile that copies files; they may be run.
     *
     * @param files their contents by their names
     */
    static void files(Engine engine, String name, String dockerfile, Map<String, String> files) {
        engine.docker()
                .buildImageCmd(new ByteArrayInputStream(context(dockerfile, files)))
                .withTags(Set.of(name))
                .start()
                .awaitImageId(2, TimeUnit.MINUTES);
    }

    private static byte[] context(String dockerfile, Map<String, String> files) {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            add(tar, "Dockerfile", dockerfile);
            for (var file : files.entrySet()) {
                add(tar, file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void add(TarArchiveOutputStream tar, String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(name);
        entry.setMode(0100755);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
