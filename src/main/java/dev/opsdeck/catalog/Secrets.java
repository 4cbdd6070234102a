package dev.opsdeck.catalog;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides what must be masked in whatever is shown. */
final class Secrets {
    /** Shorter ones would blot out ordinary words and protect nothing. */
    private static final int SHORTEST = 4;

    /** Ports, sizes and switches: masking them everywhere would make outputs unreadable. */
    private static final Pattern HARMLESS = Pattern.compile("\\d{1,5}|true|false");

    private Secrets() {}

    /** The values themselves and, where a value is a URL with credentials, the password in it. */
    static Set<Secret> toMask(Collection<String> values) {
        Set<Secret> secrets = new LinkedHashSet<>();
        for (String value : values) {
            add(secrets, value);
            passwordIn(value, secrets);
        }
        return Set.copyOf(secrets);
    }

    private static void passwordIn(String value, Set<Secret> secrets) {
        try {
            String user = URI.create(value).getRawUserInfo();
            if (user != null) {
                String raw = user.substring(user.indexOf(':') + 1);
                add(secrets, raw);
                add(secrets, java.net.URLDecoder.decode(raw, java.nio.charset.StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException e) {
            // Not a URL, so there is no password to find in it; the value as a whole is masked already.
        }
    }

    private static void add(Set<Secret> secrets, String value) {
        if (value.length() >= SHORTEST && !HARMLESS.matcher(value).matches()) {
            secrets.add(new Secret(value));
        }
    }
}
