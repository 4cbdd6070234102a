package dev.opsdeck.flow;

import dev.opsdeck.capture.Capture;
import dev.opsdeck.capture.Origin;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.message.FileSource;
import dev.opsdeck.message.Message;
import dev.opsdeck.probe.LogQuery;
import io.micronaut.context.ApplicationContext;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/** Fetches a log, looks through it and reads its export, in a process of its own with little memory. */
final class LargeLog {
    private LargeLog() {}

    /** Catalog folder, home, database URL, engine address. */
    public static void main(String[] arguments) throws Exception {
        Map<String, Object> properties = Map.of(
                "opsdeck.catalog",
                arguments[0],
                "opsdeck.home",
                arguments[1],
                "opsdeck.database.url",
                arguments[2],
                "opsdeck.database.user",
                "postgres",
                "opsdeck.docker.host",
                arguments[3],
                "opsdeck.slack.signing-secret",
                "not asked for",
                "opsdeck.slack.bot-token",
                "xoxb-test",
                "opsdeck.slack.api-url",
                "http://127.0.0.1:1/");
        try (ApplicationContext context = ApplicationContext.builder()
                .banner(false)
                .properties(properties)
                .start()) {
            ManagedSystem system = Objects.requireNonNull(
                    context.getBean(LiveCatalog.class).current().systems().get("shop"));
            Capture capture = context.getBean(LogCaptures.class)
                    .capture(
                            system,
                            List.copyOf(system.services().values()),
                            LogQuery.from(Instant.EPOCH),
                            new Origin("logs", "all", "shop", "backend", "U0OMAR", "C1"));
            System.out.println("captured " + capture.lines() + " lines, " + capture.bytes() + " bytes, complete "
                    + capture.complete());
            var filter = new LogFilter(LogFilter.ERRORS, "needle|nail", "straw");
            LogView view = LogView.end(capture.id(), filter);
            Message page = context.getBean(LogPages.class).page(capture, view, 0);
            System.out.println("found " + page.blocks().toString().contains("the needle in the haystack"));
            try (var exported = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32())) {
                var file = context.getBean(LogExports.class)
                        .open(new FileSource(
                                FileSource.LOG,
                                LogView.end(capture.id(), LogFilter.NONE).value()));
                System.out.println("packed " + (file.length() == file.bytes().transferTo(exported)));
            }
            Runtime runtime = Runtime.getRuntime();
            System.out.println("heap of at most " + runtime.maxMemory() / (1024 * 1024) + " MB");
        }
    }
}
