package dev.opsdeck.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Shapes of secrets that every executor's output is tried with, and what must stay readable. */
public final class SecretCorpus {
    /** The one secret of the corpus that only the catalog knows to be one. */
    public static final String OF_CATALOG = "catalog-value-of-the-environment";

    private SecretCorpus() {}

    /** A secret, and a text in which it stands. */
    public record Shape(String secret, String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    public static List<Shape> shapes() {
        return lines("/secret-shapes.txt")
                .map(line -> line.split(" \\| ", 2))
                .map(parts -> new Shape(parts[0], parts[1].replace("\\n", "\n")))
                .toList();
    }

    public static List<String> harmless() {
        return lines("/harmless-shapes.txt").toList();
    }

    private static Stream<String> lines(String resource) {
        try (var stream = Objects.requireNonNull(SecretCorpus.class.getResourceAsStream(resource))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
