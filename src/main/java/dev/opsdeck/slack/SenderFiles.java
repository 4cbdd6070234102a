package dev.opsdeck.slack;

import com.slack.api.Slack;
import com.slack.api.methods.request.files.FilesCompleteUploadExternalRequest.FileDetails;
import dev.opsdeck.message.Claimed;
import dev.opsdeck.message.FileContent;
import dev.opsdeck.message.FileContents;
import dev.opsdeck.message.OutboxQueue;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Brings files to Slack: an address for the bytes, the bytes, and only then the message that everybody sees. */
@Singleton
final class SenderFiles {
    private static final Duration UPLOAD = Duration.ofMinutes(2);
    private static final Duration UPLOAD_LEASE = UPLOAD.plusMinutes(1);

    private final SenderCalls calls;
    private final OutboxQueue queue;
    private final List<FileContents> contents;
    private final OkHttpClient http;

    SenderFiles(SenderCalls calls, OutboxQueue queue, List<FileContents> contents, Slack slack) {
        this.calls = calls;
        this.queue = queue;
        this.contents = contents;
        this.http = slack.getHttpClient()
                .getOkHttpClient()
                .newBuilder()
                .writeTimeout(UPLOAD)
                .callTimeout(UPLOAD)
                .build();
    }

    /** False when somebody else took the message over meanwhile: then it is theirs to finish. */
    boolean send(Claimed message, String channel) throws SenderFault {
        FileContent file = message.file();
        if (!queue.holds(message, UPLOAD_LEASE)) {
            return false;
        }
        String id = upload(file);
        if (!queue.begins(message, id)) {
            return false;
        }
        calls.counted(
                "files.completeUploadExternal",
                slack -> slack.filesCompleteUploadExternal(r -> r.files(List.of(new FileDetails(id, file.title())))
                        .channelId(channel)
                        .threadTs(message.threadTs())));
        return true;
    }

    private String upload(FileContent file) throws SenderFault {
        FileContents.Opened opened = open(file);
        try (InputStream bytes = opened.bytes()) {
            var place = calls.aside(
                    "files.getUploadURLExternal",
                    slack -> slack.filesGetUploadURLExternal(r -> r.filename(file.filename())
                            .length(Math.toIntExact(opened.length()))
                            .altTxt(file.altText())));
            transfer(place.getUploadUrl(), opened.length(), bytes);
            return place.getFileId();
        } catch (IOException e) {
            throw new SenderFault.Unavailable("The upload of " + file.filename() + " failed: " + e.getMessage(), false);
        }
    }

    private FileContents.Opened open(FileContent file) throws SenderFault {
        for (FileContents source : contents) {
            if (source.has(file.source())) {
                try {
                    return source.open(file.source());
                } catch (IOException e) {
                    throw new SenderFault.Unavailable(file.source() + " cannot be read: " + e.getMessage(), false);
                }
            }
        }
        throw new SenderFault.Refused("upload", "nobody knows " + file.source());
    }

    private void transfer(String url, long length, InputStream bytes) throws IOException {
        var request =
                new Request.Builder().url(url).post(new Body(length, bytes)).build();
        try (Response response = http.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException("HTTP " + response.code());
            }
        }
    }

    /** Streams what is known to be that long. */
    private static final class Body extends RequestBody {
        private final long length;
        private final InputStream bytes;

        Body(long length, InputStream bytes) {
            this.length = length;
            this.bytes = bytes;
        }

        @Override
        public @Nullable MediaType contentType() {
            return MediaType.get("application/octet-stream");
        }

        @Override
        public long contentLength() {
            return length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.writeAll(Okio.source(bytes));
        }
    }
}
