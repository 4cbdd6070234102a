package dev.opsdeck.command;

import static dev.opsdeck.catalog.Risk.CHANGE;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the commands that change services as a whole. */
final class ServiceArguments {
    private static final int MOST = 20;
    private static final int MOST_REPLICAS = 1000;
    private static final String TARGETS = "<service|all>";
    private static final String ROLLING = "--rolling";
    private static final String BUILD_FIRST = "--build";
    private static final String REMOVE = "--remove";
    private static final String NO_CACHE = "--no-cache";

    static final Verb RESTART = verb(
                    "restart",
                    "[--rolling] [--build]",
                    "Restarts a service, several, or all of a system, and checks that they are healthy.",
                    given -> new Command.Restart(
                            given.positionals(), given.flag(ROLLING), given.flag(BUILD_FIRST), Terms.read(given)),
                    "restart backend",
                    "restart shop/backend --rolling --reason=\"memory leak\"",
                    "restart all --dry-run")
            .andFlags(ROLLING, BUILD_FIRST);

    static final Verb START = verb(
            "start",
            "",
            "Starts services that are stopped, what they need first, and checks that they are healthy.",
            given -> new Command.Start(given.positionals(), Terms.read(given)),
            "start worker",
            "start all");

    static final Verb STOP = verb(
                    "stop",
                    "[--remove]",
                    "Stops services, what needs them first; with --remove their containers go, their data stays.",
                    given -> new Command.Stop(given.positionals(), given.flag(REMOVE), Terms.read(given)),
                    "stop worker",
                    "stop backend worker --reason=\"database restore\"")
            .andFlags(REMOVE);

    static final Verb SCALE = Verb.of(
                    Verbs.entry(
                            "scale",
                            "scale <service> <replicas>" + Terms.USAGE,
                            "Changes how many instances of a service run.",
                            CHANGE,
                            "scale worker 3"),
                    2,
                    2,
                    "<service> <replicas>",
                    given -> new Command.Scale(
                            given.first(), replicas(given.positionals().get(1)), Terms.read(given)))
            .terms();

    static final Verb RECREATE = verb(
            "recreate",
            "",
            "Makes the instances of services anew from what describes them now, each proven healthy.",
            given -> new Command.Recreate(given.positionals(), Terms.read(given)),
            "recreate backend");

    static final Verb BUILD = verb(
                    "build",
                    "[--no-cache]",
                    "Builds the images of services.",
                    given -> new Command.Build(given.positionals(), !given.flag(NO_CACHE), Terms.read(given)),
                    "build backend",
                    "build all --no-cache")
            .andFlags(NO_CACHE);

    static final Verb PULL = verb(
            "pull",
            "",
            "Fetches the images of services; what runs is not touched.",
            given -> new Command.Pull(given.positionals(), Terms.read(given)),
            "pull backend");

    private ServiceArguments() {}

    private static Verb verb(String word, String options, String summary, Verb.Reader reader, String... examples) {
        String usage = word + " " + TARGETS + " …" + (options.isEmpty() ? "" : " " + options) + Terms.USAGE;
        return Verb.of(Verbs.entry(word, usage, summary, CHANGE, examples), 1, MOST, TARGETS, reader)
                .terms();
    }

    private static int replicas(String typed) throws MistakeException {
        if (!typed.matches("\\d{1,4}") || Integer.parseInt(typed) > MOST_REPLICAS) {
            throw new MistakeException(
                    "\"" + typed + "\" is not how many shall run: give a number from 0 to " + MOST_REPLICAS + ".");
        }
        return Integer.parseInt(typed);
    }

    static List<String> canonical(Command.ServicesChange change) {
        List<String> words =
                change.targets().stream().map(Words::quote).collect(Collectors.toCollection(ArrayList::new));
        switch (change) {
            case Command.Restart restart -> {
                add(words, restart.rolling() ? ROLLING : null);
                add(words, restart.build() ? BUILD_FIRST : null);
            }
            case Command.Stop stop -> add(words, stop.remove() ? REMOVE : null);
            case Command.Scale scale -> words.add(Integer.toString(scale.replicas()));
            case Command.Build build -> add(words, build.cache() ? null : NO_CACHE);
            case Command.Start _, Command.Recreate _, Command.Pull _ -> {}
        }
        words.addAll(change.terms().words());
        return words;
    }

    private static void add(List<String> words, @Nullable String word) {
        if (word != null) {
            words.add(word);
        }
    }
}
