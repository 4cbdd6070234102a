package dev.opsdeck;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;

/** {@code opsdeck demo}: the service with everything that it needs, on any machine with a JDK. */
@Command(
        name = "demo",
        description = "Runs the service with an embedded database, a simulated Slack workspace and a demo catalog.",
        mixinStandardHelpOptions = true)
final class Demo implements Runnable {
    /** Known to everybody: they protect nothing, as nothing outside of the machine is behind them. */
    static final String SIGNING_SECRET = "demo-signing-secret";

    static final String BOT_TOKEN = "xoxb-demo-token";

    static final String ALERTS_TOKEN = "demo-alerts-token";

    private static final List<String> FILES = List.of("access.yml", "shop.yml", "tracker.yml");

    @Override
    public void run() {
        if (System.getenv("OPSDECK_LOG") == null) {
            System.setProperty("OPSDECK_LOG", "text");
        }
        Settings settings = new Settings(System.getenv());
        Path catalog = settings.get("OPSDECK_CATALOG").map(Path::of).orElseGet(() -> unpack(settings.home()));
        Serve.start(settings.demo(catalog));
        System.out.println(welcome(settings, catalog));
    }

    private static String welcome(Settings settings, Path catalog) {
        return """

                opsdeck demo is up.

                  Workspace    http://localhost:%d/sim
                  Try          type  /ops restart backend  as an operator, then approve as a lead
                  Catalog      %s  (edit it: changes apply at once)
                  Secrets      SLACK_SIGNING_SECRET=%s  SLACK_BOT_TOKEN=%s  (demo values)
                  Stop         Ctrl+C
                """.formatted(settings.port(), catalog, SIGNING_SECRET, BOT_TOKEN);
    }

    /** Lays the demo's catalog out where it can be edited; files that are there stay as they are. */
    private static Path unpack(Path home) {
        Path folder = home.resolve("demo-catalog");
        try {
            Files.createDirectories(folder);
            for (String name : FILES) {
                Path file = folder.resolve(name);
                if (!Files.exists(file)) {
                    try (InputStream in =
                            Objects.requireNonNull(Demo.class.getResourceAsStream("/catalogs/demo/" + name), name)) {
                        Files.copy(in, file);
                    }
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("The demo's catalog could not be written to " + folder, e);
        }
    }
}
