package dev.opsdeck.sim.web;

import io.micronaut.core.io.ResourceLoader;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The page at {@code /sim} and the files that it is made of. */
@Controller("/sim")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PageController {
    private static final Pattern ASSET = Pattern.compile("(?:[a-z]+/)*[a-z-]+\\.(js|css|svg)");
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");
    /** Nothing from elsewhere runs, and images may come from anywhere, as in a chat. */
    private static final String POLICY =
            "default-src 'self'; img-src * data:; connect-src 'self' ws: wss:; style-src 'self' 'unsafe-inline'";

    private final ResourceLoader resources;

    PageController(ResourceLoader resources) {
        this.resources = resources;
    }

    @Get
    HttpResponse<byte[]> page() {
        return file("index.html", "text/html; charset=utf-8");
    }

    @Get("/assets/{+path}")
    HttpResponse<byte[]> asset(String path) {
        var match = ASSET.matcher(path);
        return match.matches() ? file(path, TYPES.getOrDefault(match.group(1), "text/plain")) : HttpResponse.notFound();
    }

    private HttpResponse<byte[]> file(String path, String type) {
        Optional<InputStream> found = resources.getResourceAsStream("classpath:sim/" + path);
        if (found.isEmpty()) {
            return HttpResponse.notFound();
        }
        try (InputStream in = found.get()) {
            return HttpResponse.ok(in.readAllBytes())
                    .contentType(type)
                    .header("Cache-Control", "no-cache")
                    .header("Content-Security-Policy", POLICY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
