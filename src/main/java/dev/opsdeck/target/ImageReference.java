package dev.opsdeck.target;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an image is called.
 *
 * @param repository with its registry, where it has one
 * @param tag null where a digest alone was given
 * @param digest {@code sha256:…} of the registry's manifest; null where none was given
 */
record ImageReference(
        String repository, @Nullable String tag, @Nullable String digest) {
    private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final String LATEST = "latest";

    /** @param text anything but a bare id */
    static ImageReference parse(String text) {
        int at = text.indexOf('@');
        String named = at < 0 ? text : text.substring(0, at);
        String digest = at < 0 ? null : text.substring(at + 1);
        int colon = named.lastIndexOf(':');
        // A colon before a slash belongs to a registry's port.
        boolean tagged = colon > named.lastIndexOf('/');
        String tag = tagged ? named.substring(colon + 1) : null;
        return new ImageReference(
                tagged ? named.substring(0, colon) : named, tag == null && digest == null ? LATEST : tag, digest);
    }

    static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }

    ImageReference tagged(String other) {
        return new ImageReference(repository, other, null);
    }

    ImageReference at(String other) {
        return new ImageReference(repository, null, other);
    }

    @Override
    public String toString() {
        return repository + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }
}
