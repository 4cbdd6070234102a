package dev.opsdeck.importing.known;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes names that people can type of what people write. */
public final class Slug {
    private static final int LONGEST = 48;

    private Slug() {}

    /** Lower case, with dashes; {@code fallback} when nothing is left of it. */
    public static String of(String text, String fallback) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String slug = Arrays.stream(plain.replace("'", "").split("[^a-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining("-"));
        while (slug.length() > LONGEST) {
            int dash = slug.lastIndexOf('-');
            slug = dash < 0 ? slug.substring(0, LONGEST) : slug.substring(0, dash);
        }
        return slug.isEmpty() ? fallback : slug;
    }

    /** The parts of a name. */
    static List<String> parts(String name) {
        return List.of(of(name, "x").split("-"));
    }
}
