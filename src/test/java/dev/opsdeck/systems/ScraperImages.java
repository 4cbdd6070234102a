package dev.opsdeck.systems;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Versions of the scraper, as images of the test engine. */
record ScraperImages(StandIns standIns, String repository) {
    /** The interface of the platforms that it was written for, and the first schema. */
    static final String FIRST = "1.0.0";

    /** The next interface and the next schema. */
    static final String SECOND = "1.1.0";

    /** As the one before, and its smoke tests fail. */
    static final String BROKEN = "1.2.0";

    static ScraperImages build(StandIns standIns) {
        var images = new ScraperImages(standIns, "opsdeck-test/scraper-" + standIns.project());
        images.build(FIRST, "v1", "rm /app/migrations/2.sql");
        images.build(SECOND, "v2", "true");
        images.build(BROKEN, "v2", "rm /app/www/posts");
        return images;
    }

    String name(String version) {
        return repository + ":" + version;
    }

    private void build(String version, String platforms, String change) {
        StringBuilder files = new StringBuilder("RUN mkdir -p /app/www/platforms");
        try (Stream<Path> all = Files.walk(folder())) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                add(files, folder().relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        add(files, "app.pl", StandIns.resource("app.pl"));
        files.append(" && mkdir -p");
        standIns.image(
                name(version),
                files.toString(),
                "RUN " + String.join(" && ", links()),
                "RUN echo " + platforms + " >/app/interface && " + change,
                "ENV VERSION=" + version + " PORT=8000 SERVICE=scraper KEY_INSTAGRAM=ig-stand-in-a1b2"
                        + " KEY_X=x-stand-in-c3d4 KEY_YOUTUBE=yt-stand-in-e5f6",
                "WORKDIR /app",
                "CMD [\"/app/start\"]");
    }

    private static void add(StringBuilder files, String name, String content) {
        String encoded = Base64.getEncoder().encodeToString(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        files.append(" && mkdir -p $(dirname /app/%1$s) && echo %2$s | base64 -d >/app/%1$s && chmod +x /app/%1$s"
                .formatted(name, encoded));
    }

    /** One program for all platforms: it goes by the name that it is called by. */
    private static List<String> links() {
        return Stream.of("instagram", "x", "youtube")
                .flatMap(platform -> Stream.of(
                        "ln -s ../platform /app/www/platforms/" + platform,
                        "mkdir -p /app/platforms/" + platform,
                        "for what in me v1 v2; do ln -s ../answer /app/platforms/" + platform + "/$what; done",
                        "ln -s scrape /app/www/scrape-" + platform))
                .toList();
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(ScraperImages.class.getResource("scraper/start"))
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
