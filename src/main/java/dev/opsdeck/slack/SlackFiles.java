package dev.opsdeck.slack;

import com.slack.api.Slack;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.model.File;
import dev.opsdeck.flow.SharedFiles;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads files with the bot's token, which needs the scope {@code files:read}. */
@Singleton
final class SlackFiles implements SharedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SlackFiles.class);

    private static final Duration DOWNLOAD = Duration.ofMinutes(1);
    private static final String WAY_OUT =
            " Check that the app has the scope `files:read`, and hand the file over again.";

    private final MethodsClient slack;
    private final SlackSettings settings;
    private final OkHttpClient http;

    SlackFiles(MethodsClient slack, SlackSettings settings, Slack client) {
        this.slack = slack;
        this.settings = settings;
        this.http = client.getHttpClient()
                .getOkHttpClient()
                .newBuilder()
                // Where Slack does not believe the token it leads to its login page.
                .followRedirects(false)
                .callTimeout(DOWNLOAD)
                .build();
    }

    @Override
    public Shared read(String file, int most) {
        try {
            var answer = Patience.call(() -> slack.filesInfo(request -> request.file(file)));
            if (!answer.isOk()) {
                throw new UnreadableFileException(
                        "Slack does not tell about the file: " + answer.getError() + "." + WAY_OUT);
            }
            return new Shared(
                    Objects.requireNonNullElse(answer.getFile().getName(), "The file"),
                    content(answer.getFile(), most));
        } catch (IOException | SlackApiException e) {
            LOG.info("File {} was not read: {}", file, e.getMessage());
            throw new UnreadableFileException("Slack did not hand out the file. Try again in a minute.");
        }
    }

    private byte[] content(File file, int most) throws IOException {
        String address = Objects.requireNonNullElse(file.getUrlPrivateDownload(), file.getUrlPrivate());
        if (address == null || !isSlack(URI.create(address))) {
            throw new UnreadableFileException(
                    "The file is not kept by Slack. Hand over the file itself, not a link to it.");
        }
        var request = new Request.Builder()
                .url(address)
                .header("Authorization", "Bearer " + settings.botToken())
                .build();
        try (Response response = http.newCall(request).execute()) {
            if (response.code() != 200) {
                throw new UnreadableFileException(
                        "Slack does not hand out the file (" + response.code() + ")." + WAY_OUT);
            }
            return response.body().byteStream().readNBytes(most + 1);
        }
    }

    /** The token goes to nobody else. */
    private boolean isSlack(URI address) {
        String host = Objects.requireNonNullElse(address.getHost(), "").toLowerCase(Locale.ROOT);
        String own = settings.apiUrl();
        return own == null || own.isBlank()
                ? "https".equals(address.getScheme()) && host.endsWith(".slack.com")
                : host.equalsIgnoreCase(URI.create(own).getHost());
    }
}
