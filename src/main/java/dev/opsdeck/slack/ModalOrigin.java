package dev.opsdeck.slack;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

/**
 * What a modal was opened from. Slack does not say it again when the modal is submitted, so the modal carries it beside
 * its own metadata.
 */
record ModalOrigin(
        String metadata, String channel, @Nullable String responseUrl) {
    private static final String SEPARATOR = "\u001F";

    /** Slack's limit of a modal's metadata. */
    private static final int LONGEST = 3_000;

    /** The modal with what it is opened from, where there is something to answer to and room for it. */
    static View carriedBy(View view, Origin origin) {
        String own = view.getPrivateMetadata() == null ? "" : view.getPrivateMetadata();
        String all = String.join(SEPARATOR, own, origin.channel(), String.valueOf(origin.responseUrl()));
        if (origin.responseUrl() == null || all.length() > LONGEST) {
            return view;
        }
        view.setPrivateMetadata(all);
        return view;
    }

    static ModalOrigin read(String metadata) {
        String[] parts = metadata.split(SEPARATOR, 3);
        return parts.length < 3 ? new ModalOrigin(metadata, "", null) : new ModalOrigin(parts[0], parts[1], parts[2]);
    }

    Origin origin(String user, @Nullable String trigger) {
        return new Origin(user, channel, null, responseUrl, trigger);
    }
}
