package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Where a database listens, for the driver. Its text has no credentials in it.
 *
 * @param url for the driver, without credentials where they could be told apart
 * @param shown host, port and database
 */
record Address(String url, Properties credentials, String shown) {
    private static final String JDBC = "jdbc:postgresql:";

    /** Reads {@code jdbc:postgresql://…} as the driver does, and {@code postgres://user:password@host:port/database}. */
    static Optional<Address> of(Secret secret) {
        String url = secret.value().strip();
        try {
            return url.startsWith(JDBC) ? Optional.of(jdbc(url)) : libpq(new URI(url));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Address jdbc(String url) {
        String place = url.substring(JDBC.length()).replaceFirst("^//", "").replaceFirst("\\?.*$", "");
        return new Address(url, new Properties(), place.replaceFirst("^[^/]*@", ""));
    }

    private static Optional<Address> libpq(URI url) {
        boolean known = "postgres".equals(url.getScheme()) || "postgresql".equals(url.getScheme());
        if (!known || url.getHost() == null) {
            return Optional.empty();
        }
        var credentials = new Properties();
        if (url.getRawUserInfo() != null) {
            String[] user = url.getRawUserInfo().split(":", 2);
            credentials.setProperty("user", decoded(user[0]));
            if (user.length > 1) {
                credentials.setProperty("password", decoded(user[1]));
            }
        }
        String database = url.getRawPath() == null || url.getRawPath().length() < 2
                ? credentials.getProperty("user", "")
                : url.getRawPath().substring(1);
        String place = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + "/" + database;
        return Optional.of(new Address(JDBC + "//" + place + encryption(url), credentials, place));
    }

    /** Only what says how to encrypt means the same to the driver. */
    private static String encryption(URI url) {
        String query = url.getRawQuery() == null ? "" : url.getRawQuery();
        String kept = Arrays.stream(query.split("&"))
                .filter(pair -> pair.startsWith("ssl"))
                .collect(Collectors.joining("&"));
        return kept.isEmpty() ? "" : "?" + kept;
    }

    private static String decoded(String raw) {
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return shown;
    }
}
