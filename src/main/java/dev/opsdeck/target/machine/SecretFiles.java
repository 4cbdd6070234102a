package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Upkeep;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Secrets in files, and the old ones that are kept beside them. No value leaves this class but into its file. */
@Singleton
final class SecretFiles {
    private static final String OLD = ".opsdeck-old";

    private final Machines machines;
    private final SecureRandom random = new SecureRandom();

    SecretFiles(Machines machines) {
        this.machines = machines;
    }

    /** @param kept where the old one is while both are needed */
    record Place(Upkeep.SecretFile secret, RemoteFile file, RemoteFile kept) {
        /** Whether an old one is kept that is another than the one in use. */
        boolean replaced() {
            Optional<byte[]> old = kept.read();
            return old.isPresent() && !Arrays.equals(old.get(), file.read().orElse(new byte[0]));
        }
    }

    Place of(ManagedSystem system, String name) {
        Upkeep.SecretFile secret = system.upkeep().secrets().get(name);
        if (secret == null) {
            throw new TargetException(
                    "The catalog of " + system.name() + " has no secret " + name + " any more. Give the command again.");
        }
        RemoteFile file = new RemoteFile(machines.of(system, secret), secret.file()).resolved();
        return new Place(secret, file, file.beside(OLD));
    }

    /** Keeps the old one, then writes a new one; both so that a crash leaves either the old or the new whole. */
    void replace(Place place) {
        String text = place.file().text().orElseThrow(() -> missing(place, "there is no such file"));
        String fresh = renewed(place, text);
        place.file().copyTo(place.kept());
        place.file().write(fresh.getBytes(StandardCharsets.UTF_8), "600");
    }

    private String renewed(Place place, String text) {
        String key = place.secret().key();
        if (key == null) {
            return generated(place.secret()) + (text.endsWith("\n") ? "\n" : "");
        }
        List<String> lines = new ArrayList<>(text.lines().toList());
        int found = 0;
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.startsWith(key + "=") || line.startsWith("export " + key + "=")) {
                lines.set(at, line.substring(0, line.indexOf('=') + 1) + generated(place.secret()));
                found++;
            }
        }
        if (found != 1) {
            throw missing(place, "the line " + key + "=… is there " + found + " times");
        }
        return String.join("\n", lines) + "\n";
    }

    private static TargetException missing(Place place, String why) {
        return new TargetException("In " + place.file().path() + " on "
                + place.file().machine().where() + " " + why + "; nothing was changed. Correct the file or the catalog.");
    }

    private String generated(Upkeep.SecretFile secret) {
        String alphabet = letters(secret.alphabet());
        return random.ints(secret.length(), 0, alphabet.length())
                .collect(StringBuilder::new, (text, at) -> text.append(alphabet.charAt(at)), StringBuilder::append)
                .toString();
    }

    private static String letters(Upkeep.Alphabet alphabet) {
        String plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        return switch (alphabet) {
            case ALPHANUMERIC -> plain;
            case HEX -> "0123456789abcdef";
            case URL_SAFE -> plain + "-_";
        };
    }
}
