package dev.opsdeck.sim.web;

import dev.opsdeck.sim.SlackSim;
import dev.opsdeck.sim.workspace.FileType;
import dev.opsdeck.sim.workspace.Files;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Optional;

/** The bytes of files: the second step of an upload, and downloads. */
@Controller("/sim")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FilesController {
    private final SlackSim sim;

    FilesController(SlackSim sim) {
        this.sim = sim;
    }

    @Post(value = "/upload/{id}", consumes = MediaType.ALL, produces = MediaType.TEXT_PLAIN)
    HttpResponse<String> upload(String id, HttpRequest<byte[]> request) {
        byte[] bytes = request.getBody(byte[].class).orElse(new byte[0]);
        Optional<Files.Stored> file = sim.workspace().files.find(id);
        if (file.isEmpty()) {
            return HttpResponse.notFound("file_not_found");
        }
        if (bytes.length != file.get().declared()) {
            return HttpResponse.badRequest("expected " + file.get().declared() + " bytes, got " + bytes.length);
        }
        sim.workspace().files.receive(id, bytes);
        return HttpResponse.ok("OK - " + bytes.length);
    }

    /** A person's upload for an input of a modal. */
    @Post(value = "/person-upload", consumes = MediaType.ALL, produces = MediaType.TEXT_PLAIN)
    HttpResponse<String> hand(@QueryValue String user, @QueryValue String name, HttpRequest<byte[]> request) {
        return HttpResponse.ok(
                sim.as(user).upload(name, request.getBody(byte[].class).orElse(new byte[0])));
    }

    @Get("/files/{id}/{name}")
    HttpResponse<byte[]> show(String id, String name, HttpRequest<?> request) {
        return file(id, "inline", request);
    }

    @Get("/files/{id}/download/{name}")
    HttpResponse<byte[]> download(String id, String name, HttpRequest<?> request) {
        return file(id, "attachment", request);
    }

    /** The page shows what is in a channel to whoever looks; what is in none, only the app gets, with its token. */
    private boolean mayRead(Files.Stored file, HttpRequest<?> request) {
        String token = sim.workspace().spec.app().credentials().botToken();
        return !file.shares().isEmpty()
                || request.getHeaders()
                        .getAuthorization()
                        .filter(("Bearer " + token)::equals)
                        .isPresent();
    }

    private HttpResponse<byte[]> file(String id, String disposition, HttpRequest<?> request) {
        Optional<Files.Stored> found = sim.workspace().files.find(id);
        if (found.isPresent() && !mayRead(found.get(), request)) {
            return HttpResponse.redirect(URI.create("/sim"));
        }
        return found.filter(Files.Stored::complete)
                .<HttpResponse<byte[]>>map(file -> response(file, disposition))
                .orElseGet(HttpResponse::notFound);
    }

    private static MutableHttpResponse<byte[]> response(Files.Stored file, String disposition) {
        FileType type = FileType.of(file.name());
        String name = file.name().replaceAll("[^\\w. -]", "_");
        byte[] bytes = file.bytes() == null ? new byte[0] : file.bytes();
        return HttpResponse.ok(bytes)
                .contentType(type.text() ? "text/plain; charset=utf-8" : type.mime())
                .header("Content-Disposition", disposition + "; filename=\"" + name + "\"")
                .header("X-Content-Type-Options", "nosniff");
    }
}
