package dev.opsdeck.testing;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Versions of the image of the test services, under a repository that no other test has. */
public final class Versions implements AutoCloseable {
    private static final String WELL = """
            FROM opsdeck-test/busybox
            LABEL of=%2$s
            ENV VERSION=%1$s
            LABEL version=%1$s
            """;
    /** It believes to have been started before, and is sick since. */
    private static final String SICK = WELL + """
            ENV SICK_AFTER_RESTART=1
            RUN ["/bin/sh", "-c", "echo 5 >/starts"]
            """;

    private final Engine engine;
    private final String repository =
            "opsdeck-test/version-" + UUID.randomUUID().toString().substring(0, 8);
    private final List<String> built = new ArrayList<>();

    public Versions(Engine engine) {
        this.engine = engine;
    }

    /** Its id. */
    public String well(String tag) {
        return build(tag, WELL.formatted(tag, repository));
    }

    public String sick(String tag) {
        return build(tag, SICK.formatted(tag, repository));
    }

    public String name(String tag) {
        return repository + ":" + tag;
    }

    private String build(String tag, String dockerfile) {
        engine.docker()
                .buildImageCmd(new ByteArrayInputStream(context(dockerfile)))
                .withTags(Set.of(name(tag)))
                .start()
                .awaitImageId(1, TimeUnit.MINUTES);
        String id = engine.docker().inspectImageCmd(name(tag)).exec().getId();
        built.add(id);
        return id;
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

    /** Its names, as {@code repository:tag}. */
    public List<String> names(String id) {
        return engine.docker().listImagesCmd().withShowAll(true).exec().stream()
                .filter(image -> image.getId().equals(id))
                .map(Image::getRepoTags)
                .filter(tags -> tags != null)
                .flatMap(tags -> List.of(tags).stream())
                .toList();
    }

    @Override
    public void close() {
        engine.removeContainers();
        for (String id : built) {
            try {
                engine.docker().removeImageCmd(id).withForce(true).exec();
            } catch (NotFoundException gone) {
                // Built twice from the same lines.
            }
        }
    }
}
