package dev.opsdeck.systems;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        images.build(BROKEN, "v2", "printf '#!/bin/sh\\nexit 1\\n' >/app/www/posts");
        return images;
    }

    String name(String version) {
        return repository + ":" + version;
    }

    private void build(String version, String platforms, String change) {
        standIns.image(
                name(version),
                files(),
                "COPY app /app",
                "RUN " + String.join(" && ", links()),
                "RUN echo " + platforms + " >/app/interface && " + change,
                "ENV VERSION=" + version + " PORT=8000 SERVICE=scraper KEY_INSTAGRAM=ig-stand-in-a1b2"
                        + " KEY_X=x-stand-in-c3d4 KEY_YOUTUBE=yt-stand-in-e5f6",
                "WORKDIR /app",
                "CMD [\"/app/start\"]");
    }

    private static Map<String, String> files() {
        Map<String, String> files = new HashMap<>(Map.of("app/app.pl", StandIns.resource("app.pl")));
        try (Stream<Path> all = Files.walk(folder())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put("app/" + folder().relativize(file), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** One program for all platforms: it goes by the name that it is called by. */
    private static List<String> links() {
        return Stream.of("instagram", "x", "youtube")
                .flatMap(platform -> Stream.of(
                        "mkdir -p /app/www/platforms",
                        "ln -s ../platform /app/www/platforms/" + platform,
                        "mkdir -p /app/platforms/" + platform,
                        "for what in me v1 v2; do ln -s ../answer /app/platforms/" + platform + "/$what; done",
                        "ln -s scrape /app/www/scrape-" + platform))
                .toList();
    }

    private static Path folder() {
        try {
            return Objects.requireNonNull(
                    Path.of(Objects.requireNonNull(ScraperImages.class.getResource("scraper/start"))
                                    .toURI())
                            .getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
