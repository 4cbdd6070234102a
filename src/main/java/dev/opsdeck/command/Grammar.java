package dev.opsdeck.command;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what follows {@code /ops}. Names of services and people are not looked up here; the shape alone is judged.
 * Safe for any number of threads.
 */
@Singleton
public final class Grammar {
    /** The same few texts are typed again and again, and what they say never changes. */
    private static final int REMEMBERED = 1_000;

    /** Far more than any command needs; keeps a pasted log from costing time. */
    private static final int MAX_LENGTH = 4_000;

    private static final List<Entry> ENTRIES = Stream.concat(
                    Verbs.ALL.values().stream().map(Verb::entry), Stream.of(Verbs.WHY, Verbs.HELP))
            .toList();
    private static final List<String> WORDS = ENTRIES.stream().map(Entry::word).toList();

    private final Cache<String, Parsed> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /**
     * The command that the text says, or what is wrong with it. Never throws.
     *
     * @param text as Slack delivers it, with its entities, mentions and typographic quotes
     */
    public Parsed parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return new Parsed.Mistake(
                    "The command is longer than " + MAX_LENGTH + " characters. Shorten it.", null, List.of());
        }
        // Not computed inside the cache: what is suggested for a mistake is parsed, too, and may be this very text.
        Parsed before = known.getIfPresent(text);
        if (before != null) {
            return before;
        }
        Parsed parsed = parsed(text);
        known.put(text, parsed);
        return parsed;
    }

    private Parsed parsed(String text) {
        try {
            Command command = read(Words.split(text));
            return new Parsed.Ok(command, canonical(command));
        } catch (MistakeException e) {
            return e.mistake();
        }
    }

    /** The one text by which the command is kept and shown; it parses to an equal command. */
    public String canonical(Command command) {
        return CommandText.of(command);
    }

    /** All commands, in the order of the help. */
    public List<Entry> entries() {
        return ENTRIES;
    }

    /** The command with that word. */
    public Optional<Entry> entry(String word) {
        return ENTRIES.stream()
                .filter(entry -> entry.word().equalsIgnoreCase(word))
                .findFirst();
    }

    private Command read(List<String> words) throws MistakeException {
        if (words.isEmpty()) {
            return new Command.Help(null);
        }
        if (words.getFirst().matches("#\\d+")) {
            return read(prepend("show", words));
        }
        String typed = words.getFirst().toLowerCase(Locale.ROOT);
        String word = Verbs.ALIASES.getOrDefault(typed, typed);
        List<String> rest = words.subList(1, words.size());
        Verb verb = Verbs.ALL.get(word);
        if (verb != null) {
            return new VerbParser(verb, this::parses).parse(rest);
        }
        return switch (word) {
            case "help" -> help(rest);
            case "why" -> why(rest);
            default -> throw unknown(words.getFirst(), rest);
        };
    }

    private boolean parses(String text) {
        return parse(text) instanceof Parsed.Ok;
    }

    private Command help(List<String> rest) throws MistakeException {
        if (rest.isEmpty()) {
            return new Command.Help(null);
        }
        String typed = rest.getFirst();
        if (isHelp(typed)) {
            return new Command.Help("help");
        }
        String word = typed.toLowerCase(Locale.ROOT);
        if (entry(word).isPresent()) {
            return new Command.Help(word);
        }
        List<String> suggestions =
                Nearest.to(word, WORDS).stream().map(near -> "help " + near).toList();
        throw new MistakeException("There is no command \"" + typed + "\".", Verbs.HELP.usage(), suggestions);
    }

    private Command why(List<String> rest) throws MistakeException {
        if (rest.size() == 1 && isHelp(rest.getFirst())) {
            return new Command.Help("why");
        }
        if (rest.isEmpty() || rest.getFirst().equalsIgnoreCase("why")) {
            throw new MistakeException(
                    "why needs the command to explain, for example: "
                            + Verbs.WHY.examples().getFirst(),
                    Verbs.WHY.usage(),
                    List.of());
        }
        try {
            Command command = read(rest);
            return new Command.Why(command, canonical(command));
        } catch (MistakeException e) {
            Parsed.Mistake inner = e.mistake();
            throw new MistakeException(
                    inner.message(),
                    inner.usage(),
                    inner.suggestions().stream().map(text -> "why " + text).toList());
        }
    }

    private MistakeException unknown(String typed, List<String> rest) {
        List<String> near = Nearest.to(typed, WORDS);
        List<String> suggestions = near.stream()
                .map(word -> Words.join(prepend(word, rest)))
                .filter(this::parses)
                .toList();
        String hint = near.isEmpty() ? "See what there is with: help" : "Did you mean " + near.getFirst() + "?";
        String usage =
                near.isEmpty() ? null : entry(near.getFirst()).map(Entry::usage).orElse(null);
        return new MistakeException("There is no command \"" + typed + "\". " + hint, usage, suggestions);
    }

    private static boolean isHelp(String word) {
        return word.equalsIgnoreCase("-h") || word.equalsIgnoreCase("--help");
    }

    private static List<String> prepend(String word, List<String> rest) {
        var all = new ArrayList<String>(rest.size() + 1);
        all.add(word);
        all.addAll(rest);
        return all;
    }
}
