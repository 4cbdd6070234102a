package dev.opsdeck.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The image of the test services: BusyBox and nothing else. An engine that lacks it gets it from this machine's
 * statically linked BusyBox, or else from the public registry.
 */
final class BusyboxImage {

    static final String NAME = "opsdeck-test/busybox";

    private static final Path PROGRAM = Path.of("/bin/busybox");
    private static final String PUBLIC = "busybox";
    private static final String DOCKERFILE = """
            FROM scratch
            COPY busybox /bin/busybox
            COPY passwd /etc/passwd
            RUN ["/bin/busybox", "--install", "-s", "/bin"]
            """;

    private BusyboxImage() {}

    static void ensure(DockerClient docker, String name) {
        try {
            docker.inspectImageCmd(name).exec();
        } catch (NotFoundException missing) {
            if (Files.isExecutable(PROGRAM)) {
                build(docker, name);
            } else {
                pull(docker, name);
            }
        }
    }

    private static void build(DockerClient docker, String name) {
        try {
            docker.buildImageCmd(new ByteArrayInputStream(context()))
                    .withTags(Set.of(name))
                    .start()
                    .awaitImageId(1, TimeUnit.MINUTES);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + PROGRAM, e);
        }
    }

    private static void pull(DockerClient docker, String name) {
        try {
            docker.pullImageCmd(PUBLIC).withTag("latest").start().awaitCompletion(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while pulling " + PUBLIC, e);
        }
        docker.tagImageCmd(PUBLIC, name, "latest").exec();
    }

    private static byte[] context() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            add(tar, "Dockerfile", DOCKERFILE.getBytes(StandardCharsets.UTF_8));
            add(tar, "passwd", "root:x:0:0:root:/:/bin/sh\n".getBytes(StandardCharsets.UTF_8));
            add(tar, "busybox", Files.readAllBytes(PROGRAM));
        }
        return bytes.toByteArray();
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setMode(0755);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
