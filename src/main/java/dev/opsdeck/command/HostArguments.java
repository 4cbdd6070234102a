package dev.opsdeck.command;

import static dev.opsdeck.catalog.Risk.READ;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code host}. */
final class HostArguments {
    static final Verb HOST = Verb.of(
            Verbs.entry(
                    "host",
                    "host <host> [disk|memory|load|gpu|uptime]",
                    "Shows disk, memory and load of a host.",
                    READ,
                    "host web-1",
                    "host shop/web-1 disk"),
            1,
            2,
            "<host> [disk|memory|load|gpu|uptime]",
            given -> new Command.Host(given.first(), question(given.optional(1))));

    private HostArguments() {}

    private static Command.@Nullable HostQuestion question(@Nullable String typed) throws MistakeException {
        if (typed == null) {
            return null;
        }
        return Arrays.stream(Command.HostQuestion.values())
                .filter(question -> question.word().equals(typed.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new MistakeException(
                        "A host cannot be asked \"" + typed + "\", but disk, memory, load, gpu or uptime."));
    }

    static List<String> canonical(Command.Host host) {
        String name = Words.quote(host.host());
        return host.question() == null
                ? List.of(name)
                : List.of(name, host.question().word());
    }
}
