package dev.opsdeck.systems;

import dev.opsdeck.testing.Engine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Builds images of stand-ins. */
final class ImageOf {
    private ImageOf() {}

    /** The image of a Dockerfile that needs no other file. */
    static void lines(Engine engine, String name, String dockerfile) {
        engine.docker()
                .buildImageCmd(new ByteArrayInputStream(context(dockerfile)))
                .withTags(Set.of(name))
                .start()
                .awaitImageId(2, TimeUnit.MINUTES);
    }

    private static byte[] context(String dockerfile) {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            byte[] content = dockerfile.getBytes(StandardCharsets.UTF_8);
            var entry = new TarArchiveEntry("Dockerfile");
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
