package dev.opsdeck.systems;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.opsdeck.testing.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A registry that an engine pulls from, on this machine's loopback address. It holds small images only. */
final class StandInRegistry implements AutoCloseable {
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<String, byte[]> blobs = new HashMap<>();
    private final Map<String, byte[]> manifests = new HashMap<>();

    StandInRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** The full name of an image here. */
    String name(String image) {
        return "127.0.0.1:" + server.getAddress().getPort() + "/" + image;
    }

    /** Takes an image of the engine in, under a name as from {@link #name}. */
    void push(Engine engine, String local, String name) {
        Map<String, byte[]> files = new HashMap<>();
        try (var tar =
                new TarArchiveInputStream(engine.docker().saveImageCmd(local).exec())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    files.put(entry.getName(), tar.readAllBytes());
                }
            }
            JsonNode saved = JSON.readTree(files.get("manifest.json")).get(0);
            var manifest = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MANIFEST);
            manifest.set(
                    "config",
                    descriptor(
                            "application/vnd.docker.container.image.v1+json",
                            files.get(saved.get("Config").asText())));
            var layers = manifest.putArray("layers");
            saved.get("Layers")
                    .forEach(layer -> layers.add(
                            descriptor("application/vnd.docker.image.rootfs.diff.tar", files.get(layer.asText()))));
            String[] path = name.substring(name.indexOf('/') + 1).split(":", 2);
            byte[] written = JSON.writeValueAsBytes(manifest);
            manifests.put(path[0] + "/manifests/" + path[1], written);
            manifests.put(path[0] + "/manifests/" + digest(written), written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode descriptor(String type, byte[] content) {
        String digest = digest(content);
        blobs.put(digest, content);
        return JSON.createObjectNode()
                .put("mediaType", type)
                .put("size", content.length)
                .put("digest", digest);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("^/v2/", "");
        byte[] manifest = manifests.get(path);
        byte[] found = manifest == null ? blobs.get(path.substring(path.lastIndexOf('/') + 1)) : manifest;
        if (path.isEmpty()) {
            found = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
        try (exchange) {
            if (found == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            if (manifest != null) {
                exchange.getResponseHeaders().set("Content-Type", MANIFEST);
                exchange.getResponseHeaders().set("Docker-Content-Digest", digest(manifest));
            }
            // The engine asks for the size of a manifest first.
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(found.length));
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : found.length);
            if (!head) {
                exchange.getResponseBody().write(found);
            }
        }
    }

    private static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
