package dev.opsdeck.importing.known;

import dev.opsdeck.importing.shell.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options among the words of a command whose other options need not be known.
 *
 * @param values of the options that take one
 * @param flags all others, as written
 * @param rest the words that are no options
 */
record Options(Map<String, String> values, List<String> flags, List<Word> rest) {
    /** @param valued options that take a value, each in one form or in several such as {@code -n/--namespace} */
    static Options of(List<Word> words, String... valued) {
        return read(words, false, valued);
    }

    /** As {@link #of}, but what follows the first word that is no option is left as it is. */
    static Options leading(List<Word> words, String... valued) {
        return read(words, true, valued);
    }

    private static Options read(List<Word> words, boolean leading, String... valued) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String each : valued) {
            for (String form : each.split("/")) {
                names.put(form, each.split("/")[0]);
            }
        }
        var options = new Options(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < words.size(); i++) {
            String text = words.get(i).text();
            String name = text.contains("=") ? text.substring(0, text.indexOf('=')) : text;
            boolean isOption = text.startsWith("-") && text.length() > 1;
            if (!isOption || (leading && !options.rest.isEmpty())) {
                options.rest.add(words.get(i));
            } else if (names.containsKey(name) && text.contains("=")) {
                options.values.put(names.get(name), text.substring(name.length() + 1));
            } else if (names.containsKey(text) && i + 1 < words.size()) {
                options.values.put(names.get(text), words.get(++i).text());
            } else {
                options.flags.add(text);
            }
        }
        return options;
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Whether the flag is there: a whole word such as {@code --all}, or a letter of {@code -af}. */
    boolean has(String flag) {
        return flags.stream()
                .anyMatch(it -> flag.length() > 1
                        ? it.equals(flag)
                        : it.startsWith("-") && !it.startsWith("--") && it.contains(flag));
    }

    boolean hasAny(Set<String> wanted) {
        return flags.stream().anyMatch(wanted::contains);
    }

    List<String> words() {
        return rest.stream().map(Word::text).toList();
    }
}
