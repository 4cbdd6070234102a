package dev.opsdeck.catalog;

import java.net.URI;

/** A URL as people may read it: without user, password and the values of its query. */
public final class PublicUrl {
    private PublicUrl() {}

    public static String of(String url) {
        URI uri = URI.create(url);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?…";
        return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath() + query;
    }
}
