package dev.opsdeck.flow;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The demo's own catalog, with its sample services on ports that nothing else uses. */
final class DemoCatalog {
    private static final Path SOURCE = Path.of("src", "catalogs", "demo");
    private static final Pattern PORT = Pattern.compile("\\b184\\d\\d\\b");

    private DemoCatalog() {}

    /** Writes it into the folder. */
    static Path in(Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<String, String> ports = new HashMap<>();
        List<ServerSocket> reserved = new ArrayList<>();
        try (var files = Files.newDirectoryStream(SOURCE, "*.yml")) {
            for (Path file : files) {
                String text = Files.readString(file);
                for (String port : PORT.matcher(text)
                        .results()
                        .map(found -> found.group())
                        .distinct()
                        .toList()) {
                    ServerSocket socket = new ServerSocket(0);
                    reserved.add(socket);
                    ports.put(port, Integer.toString(socket.getLocalPort()));
                }
                String moved = PORT.matcher(text).replaceAll(found -> ports.get(found.group()));
                Files.writeString(folder.resolve(file.getFileName().toString()), moved);
            }
        } finally {
            for (ServerSocket socket : reserved) {
                socket.close();
            }
        }
        return folder;
    }
}
