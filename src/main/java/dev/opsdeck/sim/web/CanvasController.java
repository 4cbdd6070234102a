package dev.opsdeck.sim.web;

import dev.opsdeck.sim.SlackSim;
import dev.opsdeck.sim.workspace.Canvases.Canvas;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Canvases, to be read. */
@Controller("/sim/canvas")
final class CanvasController {
    private static final String STYLE = "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;"
            + "padding:0 1rem;color-scheme:light dark}table{border-collapse:collapse}"
            + "th,td{border:1px solid #8886;padding:.25rem .6rem;text-align:left}code{font-size:.9em}";

    private final SlackSim sim;

    CanvasController(SlackSim sim) {
        this.sim = sim;
    }

    @Get(value = "/{id}", produces = MediaType.TEXT_HTML)
    HttpResponse<String> show(String id) {
        return sim.workspace()
                .canvases
                .find(id)
                .<HttpResponse<String>>map(canvas -> HttpResponse.ok(page(canvas)))
                .orElseGet(HttpResponse::notFound);
    }

    private static String page(Canvas canvas) {
        var extensions = List.of(TablesExtension.create());
        String body = HtmlRenderer.builder()
                .extensions(extensions)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .build()
                .render(Parser.builder().extensions(extensions).build().parse(canvas.markdown()));
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
                + " content=\"width=device-width\"><title>Canvas</title><style>" + STYLE + "</style></head><body>"
                + body + "</body></html>";
    }
}
