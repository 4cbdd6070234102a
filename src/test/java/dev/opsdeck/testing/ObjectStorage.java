package dev.opsdeck.testing;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Storage that speaks the protocol of S3: Adobe's S3Mock, with a bucket {@code backups}. */
public final class ObjectStorage implements AutoCloseable {
    private final int port;
    private final ServerProcess process;

    private ObjectStorage(int port, ServerProcess process) {
        this.port = port;
        this.process = process;
    }

    public static ObjectStorage start() {
        Path folder = ServerProcess.folder("s3");
        int port = FreePort.any();
        var command = List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar(),
                "--com.adobe.testing.s3mock.httpPort=" + port,
                "--server.port=0",
                "--com.adobe.testing.s3mock.domain.root=" + folder.resolve("objects"),
                "--com.adobe.testing.s3mock.domain.initialBuckets=backups");
        return new ObjectStorage(port, ServerProcess.start(folder, command, () -> ServerProcess.get(
                        URI.create("http://127.0.0.1:" + port + "/"))
                .contains("backups")));
    }

    private static String jar() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.matches(".*s3mock-[^/]*-exec\\.jar"))
                .findFirst()
                .orElseThrow();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What a GET of a path below the bucket answers. */
    public String get(String path) {
        return ServerProcess.get(URI.create(url() + "/backups" + path));
    }

    @Override
    public void close() {
        process.close();
    }
}
