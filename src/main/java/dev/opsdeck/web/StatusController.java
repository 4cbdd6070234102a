package dev.opsdeck.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.opsdeck.flow.StatusPages;
import dev.opsdeck.routine.StatusPageView;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The status page: for everybody, cacheable, and not there unless the catalog shows a system on it. */
@Controller
final class StatusController {
    /** As often as the states are looked at. */
    private static final String CACHED = "public, max-age=15, stale-while-revalidate=60";

    private static final String NOTHING_FROM_ELSEWHERE =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final StatusPages pages;
    private final StatusHtml html;

    StatusController(StatusPages pages, StatusHtml html) {
        this.pages = pages;
        this.html = html;
    }

    @Get(value = "/status", produces = MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> page(HttpRequest<?> request) {
        List<MediaType> accepted = request.getHeaders().accept();
        boolean wantsJson = accepted.stream().anyMatch(MediaType.APPLICATION_JSON_TYPE::equals)
                && accepted.stream().noneMatch(MediaType.TEXT_HTML_TYPE::equals);
        return wantsJson ? json(request) : html(request);
    }

    @Get(value = "/status.json", produces = MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> json(HttpRequest<?> request) {
        return pages.view()
                .map(view -> answer(request, MediaType.APPLICATION_JSON + ";charset=utf-8", json(view)))
                .orElseGet(StatusController::none);
    }

    private HttpResponse<byte[]> html(HttpRequest<?> request) {
        return pages.view()
                .map(view -> answer(request, MediaType.TEXT_HTML + ";charset=utf-8", html.of(view)))
                .orElseGet(StatusController::none);
    }

    private static String json(StatusPageView view) {
        try {
            return JSON.writeValueAsString(view);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MutableHttpResponse<byte[]> none() {
        return HttpResponse.<byte[]>status(HttpStatus.NOT_FOUND)
                .contentType(MediaType.TEXT_PLAIN_TYPE)
                .body("There is no status page here.\n".getBytes(StandardCharsets.UTF_8));
    }

    private static MutableHttpResponse<byte[]> answer(HttpRequest<?> request, String type, String content) {
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        String tag = '"' + digest(body) + '"';
        boolean known = Optional.ofNullable(request.getHeaders().get(HttpHeaders.IF_NONE_MATCH)).stream()
                .flatMap(all -> List.of(all.split(",")).stream())
                .map(one -> one.strip().replaceFirst("^W/", ""))
                .anyMatch(one -> Objects.equals(one, tag) || one.equals("*"));
        MutableHttpResponse<byte[]> response =
                known ? HttpResponse.status(HttpStatus.NOT_MODIFIED) : HttpResponse.ok(body);
        return response.header(HttpHeaders.CONTENT_TYPE, type)
                .header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, CACHED)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .header("Content-Security-Policy", NOTHING_FROM_ELSEWHERE)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer");
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(body))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
