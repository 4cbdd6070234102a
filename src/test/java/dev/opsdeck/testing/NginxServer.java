package dev.opsdeck.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real nginx with a configuration of the test's; only where {@link Tool#NGINX} is there. */
public final class NginxServer implements AutoCloseable {
    private static final String CONFIGURATION = """
            daemon off;
            worker_processes 1;
            %5$s
            pid %1$s/pid;
            error_log stderr;
            events {}
            http {
                access_log off;
                client_body_temp_path %1$s/t1; proxy_temp_path %1$s/t2; fastcgi_temp_path %1$s/t3;
                uwsgi_temp_path %1$s/t4; scgi_temp_path %1$s/t5;
                server { listen 127.0.0.1:%2$d %3$s; %4$s }
            }
            """;

    private final ServerProcess process;
    private final Path folder;
    private final int port;

    private NginxServer(ServerProcess process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** @param server what stands in its server block, such as locations */
    public static NginxServer start(String server) {
        return start("", server);
    }

    /** The same with TLS: the files are PEM, the certificate with the chain that it shows. */
    public static NginxServer tls(Path certificate, Path key) {
        return start("ssl", "ssl_certificate " + certificate + "; ssl_certificate_key " + key + "; return 204;");
    }

    private static NginxServer start(String listen, String server) {
        Path folder = ServerProcess.folder("nginx");
        int port = FreePort.any();
        Path file = folder.resolve("nginx.conf");
        try {
            Files.writeString(file, CONFIGURATION.formatted(folder, port, listen, server, account()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        var command = List.of(
                Tool.program("nginx").toString(), "-c", file.toString(), "-p", folder.toString(), "-e", "stderr");
        return new NginxServer(ServerProcess.start(folder, command, () -> ServerProcess.accepts(port)), folder, port);
    }

    /** Its worker reads the files of the test, which are nobody else's. */
    private static String account() {
        return System.getProperty("user.name").equals("root") ? "user root;" : "";
    }

    /** What tests its configuration, and what has it read anew. */
    public List<String> program(String... arguments) {
        var all = new ArrayList<>(List.of(
                Tool.program("nginx").toString(),
                "-c",
                folder.resolve("nginx.conf").toString(),
                "-p",
                folder.toString(),
                "-e",
                "stderr"));
        all.addAll(List.of(arguments));
        return all;
    }

    /** {@code 127.0.0.1:port}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    public URI url(String path) {
        return URI.create("http://" + address() + path);
    }

    @Override
    public void close() {
        process.close();
    }
}
