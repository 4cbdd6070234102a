package dev.opsdeck.command;

import static dev.opsdeck.catalog.Risk.CHANGE;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads {@code maintenance}. */
final class MaintenanceArguments {
    /** How long a window lasts that begins at once, where nobody says. */
    private static final String LENGTH = "2h";

    static final Verb MAINTENANCE = Verb.of(
                    Verbs.entry(
                            "maintenance",
                            "maintenance schedule <start> <duration> <reason> [--system=NAME] [--insist]"
                                    + " | maintenance list|start|end|cancel [number]"
                                    + " | maintenance start --emergency=REASON [--for=2h]",
                            "Plans, announces, begins and ends maintenance.",
                            CHANGE,
                            "maintenance list",
                            "maintenance schedule \"Sun 02:00\" 2h \"new database version\"",
                            "maintenance schedule \"first Sun 02:00\" 2h \"monthly maintenance\"",
                            "maintenance schedule 2026-12-06T02:00Z 4h \"move to the new host\" --insist",
                            "maintenance start 3",
                            "maintenance start --emergency=\"disk of db is failing\"",
                            "maintenance end",
                            "maintenance cancel 3"),
                    1,
                    Verb.ANY,
                    "schedule <start> <duration> <reason> | list | start | end | cancel",
                    MaintenanceArguments::read)
            .values("--system", "--emergency", "--for")
            .flags("--insist");

    private MaintenanceArguments() {}

    private static Command read(Arguments given) throws MistakeException {
        List<String> rest = given.positionals().subList(1, given.positionals().size());
        String system = given.value("--system");
        String what = given.first().toLowerCase(Locale.ROOT);
        return switch (what) {
            case "schedule" -> schedule(given, rest, system);
            case "list" -> new Command.MaintenanceList(system == null ? only(rest) : system);
            case "start" -> start(given, rest, system);
            case "end" -> new Command.MaintenanceEnd(numbered(rest), system);
            case "cancel" -> {
                String number = numbered(rest);
                if (number == null) {
                    throw new MistakeException("Say which window: maintenance cancel 3. See: maintenance list");
                }
                yield new Command.MaintenanceCancel(number);
            }
            default ->
                throw new MistakeException("\"" + given.first()
                        + "\" is nothing maintenance can do. Say schedule, list, start, end or cancel.");
        };
    }

    private static Command schedule(Arguments given, List<String> words, @Nullable String system)
            throws MistakeException {
        // A date, or a day and its time, may have come as several words.
        int start = IntStream.of(3, 2)
                .filter(length -> words.size() > length)
                .filter(length ->
                        Moment.parse(String.join(" ", words.subList(0, length))).isPresent())
                .findFirst()
                .orElse(1);
        if (words.size() < start + 2) {
            throw new MistakeException("A window needs a start, a length and a reason, for example: "
                    + MAINTENANCE.entry().examples().get(1));
        }
        return new Command.MaintenanceSchedule(
                DutyArguments.moment(String.join(" ", words.subList(0, start)), "the start"),
                DutyArguments.period(words.get(start), LENGTH, "the length"),
                String.join(" ", words.subList(start + 1, words.size())),
                system,
                given.flag("--insist"));
    }

    private static Command start(Arguments given, List<String> words, @Nullable String system) throws MistakeException {
        return new Command.MaintenanceStart(
                numbered(words),
                given.value("--emergency"),
                DutyArguments.period(given.value("--for"), LENGTH, "--for"),
                system);
    }

    private static @Nullable String numbered(List<String> words) throws MistakeException {
        String word = only(words);
        return word == null ? null : DutyArguments.number(word);
    }

    private static @Nullable String only(List<String> words) throws MistakeException {
        if (words.size() > 1) {
            throw new MistakeException("\"" + words.get(1) + "\" is too much.");
        }
        return words.isEmpty() ? null : words.getFirst();
    }

    static List<String> canonical(Command.Maintenance maintenance) {
        var words = new ArrayList<String>();
        switch (maintenance) {
            case Command.MaintenanceList(String system) -> {
                words.add("list");
                option(words, "--system", system);
            }
            case Command.MaintenanceSchedule schedule -> {
                words.add("schedule");
                words.add(Words.quoteAlways(schedule.start()));
                words.add(schedule.length());
                words.add(Words.quoteAlways(schedule.reason()));
                option(words, "--system", schedule.system());
                if (schedule.insist()) {
                    words.add("--insist");
                }
            }
            case Command.MaintenanceStart start -> {
                words.add("start");
                words.addAll(DutyArguments.optional(start.number()));
                option(words, "--emergency", start.emergency());
                option(words, "--for", start.length().equals(LENGTH) ? null : start.length());
                option(words, "--system", start.system());
            }
            case Command.MaintenanceEnd(String number, String system) -> {
                words.add("end");
                words.addAll(DutyArguments.optional(number));
                option(words, "--system", system);
            }
            case Command.MaintenanceCancel(String number) -> words.addAll(List.of("cancel", number));
        }
        return words;
    }

    private static void option(List<String> words, String name, @Nullable String value) {
        if (value != null) {
            words.add(name + "=" + Words.quoteAlways(value));
        }
    }
}
