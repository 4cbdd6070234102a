package dev.opsdeck.command;

import static dev.opsdeck.catalog.Risk.READ;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code schedules}. */
final class ScheduleArguments {
    static final Verb SCHEDULES = Verb.of(
            Verbs.entry(
                    "schedules",
                    "schedules [system] | schedules pause|resume <schedule>",
                    "Lists what is done by itself, when next and how it went; pauses one or lets it go on.",
                    READ,
                    "schedules",
                    "schedules shop",
                    "schedules pause shop/nightly"),
            0,
            2,
            "[system]",
            ScheduleArguments::read);

    private ScheduleArguments() {}

    private static Command read(Arguments given) throws MistakeException {
        List<String> words = given.positionals();
        Optional<Command.Schedules.Doing> doing = words.isEmpty()
                ? Optional.empty()
                : Arrays.stream(Command.Schedules.Doing.values())
                        .filter(each -> each.word().equals(words.getFirst().toLowerCase(Locale.ROOT)))
                        .findFirst();
        if (doing.isPresent() && words.size() == 1) {
            throw new MistakeException(
                    "Say which schedule to " + doing.get().word() + "; `/ops schedules` lists them.");
        }
        if (doing.isEmpty() && words.size() > 1) {
            throw new MistakeException("\"" + words.getFirst() + "\" cannot be done to a schedule: pause or resume.");
        }
        return doing.isPresent()
                ? new Command.Schedules(doing.get(), words.get(1))
                : new Command.Schedules(null, given.optional(0));
    }

    static List<String> canonical(Command.Schedules schedules) {
        var words = new ArrayList<String>();
        if (schedules.doing() != null) {
            words.add(schedules.doing().word());
        }
        if (schedules.name() != null) {
            words.add(Words.quote(schedules.name()));
        }
        return words;
    }
}
