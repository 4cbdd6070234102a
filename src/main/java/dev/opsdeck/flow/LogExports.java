package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.capture.Capture;
import dev.opsdeck.capture.CaptureStore;
import dev.opsdeck.capture.CaptureStore.Direction;
import dev.opsdeck.capture.CapturedLine;
import dev.opsdeck.message.FileContents;
import dev.opsdeck.message.FileSource;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.Outbox;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Handle;

/** Posts captured logs as files, packed where they are large. */
@Singleton
final class LogExports implements FileContents {
    /** Beyond this nobody reads it in Slack anyway. */
    private static final long LARGE = 20L * 1024 * 1024;

    private static final int PIECE = 256 * 1024;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'logs_'yyyyMMdd'_'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final CaptureStore captures;
    private final LogPages pages;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final Journaled journaled;

    LogExports(CaptureStore captures, LogPages pages, Outbox outbox, AuditTrail audit, Journaled journaled) {
        this.captures = captures;
        this.pages = pages;
        this.outbox = outbox;
        this.audit = audit;
        this.journaled = journaled;
    }

    /** Posts what the view shows, all pages of it, once; says what everybody sees. */
    String post(Handle tx, Capture capture, LogView view, String who, String channel) {
        if (pages.count(capture, view.filter()) == 0) {
            return "No line fits, so nothing was exported.";
        }
        LogView whole = LogView.end(view.capture(), view.filter());
        String key = "log:" + whole.value() + ":" + channel;
        String name = NAME.format(capture.takenAt()) + (packed(capture) ? ".txt.gz" : ".txt");
        String of = "the log of " + LogPages.name(capture);
        String filtered = view.filter().words().map(words -> ", " + words).orElse("");
        outbox.post(
                tx,
                key,
                channel,
                Message.of(Mrkdwn.user(who) + " exported "
                        + Mrkdwn.escape(of + ", " + capture.origin().title()) + filtered
                        + ". The file is in the thread."),
                null);
        outbox.file(
                tx,
                key + ":file",
                channel,
                key,
                name,
                name,
                "Lines of " + of + ", fetched " + capture.takenAt(),
                new FileSource(FileSource.LOG, whole.value()));
        audit.append(
                tx,
                journaled.entry(who, "export", LogPages.name(capture), Map.of("capture", capture.id(), "file", name)));
        return "The file " + name + " with " + pages.count(capture, view.filter())
                + " lines comes into this channel, in a thread: everybody here can read it.";
    }

    private static boolean packed(Capture capture) {
        return capture.bytes() > LARGE;
    }

    @Override
    public boolean has(FileSource source) {
        return source.kind().equals(FileSource.LOG);
    }

    @Override
    public Opened open(FileSource source) throws IOException {
        LogView view = LogView.of(source.id()).orElseThrow(() -> new IOException("No log is called " + source.id()));
        Capture capture =
                captures.find(view.capture()).orElseThrow(() -> new IOException("The log is not kept any more"));
        return view.filter().isEmpty() && !packed(capture)
                ? new Opened(capture.bytes(), bytes(capture, view))
                : new Opened(length(capture, view), bytes(capture, view));
    }

    /** Reads it all once: the length must be told before the bytes. */
    private long length(Capture capture, LogView view) {
        long length = 0;
        var pieces = new Pieces(capture, view);
        while (pieces.hasMoreElements()) {
            length += pieces.next().length;
        }
        return length;
    }

    private InputStream bytes(Capture capture, LogView view) {
        return new SequenceInputStream(new Pieces(capture, view));
    }

    /** The lines that fit, a few thousand at a time, so that memory does not grow with the log. */
    private final class Pieces implements Enumeration<InputStream> {
        private final Capture capture;
        private final Predicate<CapturedLine> fits;
        private long line;

        Pieces(Capture capture, LogView view) {
            this.capture = capture;
            this.fits = view.filter().predicate();
        }

        @Override
        public boolean hasMoreElements() {
            return line < capture.lines();
        }

        @Override
        public InputStream nextElement() {
            return new ByteArrayInputStream(next());
        }

        byte[] next() {
            if (!hasMoreElements()) {
                throw new NoSuchElementException();
            }
            var piece = new ByteArrayOutputStream();
            captures.scan(capture.id(), line, Direction.FORWARD, each -> {
                if (each.number() >= capture.lines() || piece.size() > PIECE) {
                    return false;
                }
                if (fits.test(each)) {
                    piece.writeBytes((each.text() + "\n").getBytes(StandardCharsets.UTF_8));
                }
                line = each.number() + 1;
                return true;
            });
            return packed(capture) ? gzip(piece.toByteArray()) : piece.toByteArray();
        }

        /** Files in this format may be put one behind the other (RFC 1952, 2.2). */
        private static byte[] gzip(byte[] piece) {
            var packed = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write(piece);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return packed.toByteArray();
        }
    }
}
