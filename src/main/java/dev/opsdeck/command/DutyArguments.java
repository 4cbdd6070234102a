package dev.opsdeck.command;

import static dev.opsdeck.catalog.Risk.CHANGE;
import static dev.opsdeck.catalog.Risk.READ;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what people on call type: {@code oncall}, {@code page}, {@code escalate}, {@code ack}, {@code checklist}. */
final class DutyArguments {
    /** For how long alerts are silenced where nobody says. */
    static final String SILENCE = "1h";

    private static final Pattern NUMBER = Pattern.compile("#?(\\d{1,18})");
    private static final String LEVEL = "level=";

    static final Verb ONCALL = Verb.of(
                    Verbs.entry(
                            "oncall",
                            "oncall [system] | oncall override <rotation> <person> --until=WHEN [--from=WHEN]"
                                    + " | oncall cancel <number>",
                            "Shows who is on call now and next; puts somebody else on call for a while.",
                            READ,
                            "oncall",
                            "oncall override primary @ada --until=\"Mon 09:00\"",
                            "oncall override primary @ada --from=18:00 --until=\"tomorrow 08:00\"",
                            "oncall cancel 3"),
                    0,
                    3,
                    "[system] | override <rotation> <person> | cancel <number>",
                    DutyArguments::onCall)
            .values("--from", "--until");

    static final Verb PAGE = Verb.of(
            Verbs.entry(
                    "page",
                    "page <rotation|role|person> <text>",
                    "Asks who is on call to answer, then the next one, until somebody acknowledges.",
                    CHANGE,
                    "page primary checkout fails for everybody",
                    "page shop/primary \"the disk of db is full\""),
            2,
            Verb.ANY,
            "<rotation|role|person> <text>",
            given -> new Command.Page(given.first(), rest(given, 1)));

    static final Verb ESCALATE = Verb.of(
                    Verbs.entry(
                            "escalate",
                            "escalate [incident] [--level=N]",
                            "Calls the next level of people to an incident.",
                            CHANGE,
                            "escalate",
                            "escalate 17 --level=2"),
                    0,
                    2,
                    "[incident] [level=N]",
                    DutyArguments::escalate)
            .values("--level");

    static final Verb ACK = Verb.of(
                    Verbs.entry(
                            "ack",
                            "ack <alerts> [--for=1h]",
                            "Takes alerts on: they are silenced for a while, under your name.",
                            CHANGE,
                            "ack 12",
                            "ack 12 --for=4h"),
                    1,
                    1,
                    "<alerts>",
                    given -> new Command.Ack(number(given.first()), period(given.value("--for"), SILENCE, "--for")))
            .values("--for");

    static final Verb CHECKLIST = Verb.of(
                    Verbs.entry(
                            "checklist",
                            "checklist [name] [--new]",
                            "Opens a checklist, or lists those there are.",
                            READ,
                            "checklist",
                            "checklist daily",
                            "checklist shop/daily --new"),
                    0,
                    1,
                    "[name]",
                    given -> new Command.Checklist(given.optional(0), given.flag("--new")))
            .flags("--new");

    private DutyArguments() {}

    private static Command onCall(Arguments given) throws MistakeException {
        String word = given.optional(0);
        List<String> words = given.positionals();
        if ("override".equalsIgnoreCase(word)) {
            return override(given, words);
        }
        if (given.value("--until") != null || given.value("--from") != null) {
            throw new MistakeException(
                    "--from and --until belong to: " + ONCALL.entry().examples().get(1));
        }
        if ("cancel".equalsIgnoreCase(word) && words.size() == 2) {
            return new Command.CoverCancel(number(words.get(1)));
        }
        if (words.size() > 1) {
            throw new MistakeException(
                    "oncall takes a system, or: " + ONCALL.entry().examples().get(1));
        }
        return new Command.OnCall(word);
    }

    private static Command override(Arguments given, List<String> words) throws MistakeException {
        String until = given.value("--until");
        if (words.size() != 3 || until == null) {
            throw new MistakeException("An override needs a rotation, a person and an end, for example: "
                    + ONCALL.entry().examples().get(1));
        }
        String from = given.value("--from");
        return new Command.Cover(
                words.get(1), words.get(2), from == null ? null : moment(from, "--from"), moment(until, "--until"));
    }

    private static Command escalate(Arguments given) throws MistakeException {
        String incident = null;
        String level = given.value("--level");
        for (String word : given.positionals()) {
            if (word.toLowerCase(Locale.ROOT).startsWith(LEVEL) && level == null) {
                level = word.substring(LEVEL.length());
            } else if (incident == null) {
                incident = word.startsWith("#") ? word.substring(1) : word;
            } else {
                throw new MistakeException("\"" + word + "\" is too much: name one incident and one level.");
            }
        }
        return new Command.Escalate(incident, level);
    }

    static String number(String typed) throws MistakeException {
        var matcher = NUMBER.matcher(typed);
        if (!matcher.matches()) {
            throw new MistakeException("\"" + typed + "\" is not a number, as cards and lists show it.");
        }
        return matcher.group(1);
    }

    static String period(@Nullable String typed, String usual, String option) throws MistakeException {
        String period = typed == null ? usual : typed.toLowerCase(Locale.ROOT);
        if (Period.parse(period).filter(length -> length.isPositive()).isEmpty()) {
            throw new MistakeException(
                    "\"" + typed + "\" is not a length of time for " + option + ". Say 30m, 2h or 1d, for example.");
        }
        return period;
    }

    static String moment(String typed, String option) throws MistakeException {
        if (Moment.parse(typed).isEmpty()) {
            throw new MistakeException("\"" + typed + "\" is not a time for " + option + ". " + Moment.HINT);
        }
        return typed;
    }

    static String rest(Arguments given, int from) {
        List<String> words = given.positionals();
        return String.join(" ", words.subList(from, words.size()));
    }

    static List<String> canonical(Command.Duty duty) {
        return switch (duty) {
            case Command.OnCall(String system) -> optional(system);
            case Command.Cover cover -> canonical(cover);
            case Command.CoverCancel(String number) -> List.of("cancel", number);
            case Command.Page(String callee, String text) -> List.of(Words.quote(callee), Words.quoteAlways(text));
            case Command.Escalate(String incident, String level) -> {
                var words = new ArrayList<>(optional(incident));
                if (level != null) {
                    words.add("--level=" + Words.quote(level));
                }
                yield words;
            }
            case Command.Ack(String alerts, String period) ->
                period.equals(SILENCE) ? List.of(alerts) : List.of(alerts, "--for=" + period);
            case Command.Checklist(String name, boolean again) -> {
                var words = new ArrayList<>(optional(name));
                if (again) {
                    words.add("--new");
                }
                yield words;
            }
            case Command.Maintenance maintenance -> MaintenanceArguments.canonical(maintenance);
        };
    }

    private static List<String> canonical(Command.Cover cover) {
        var words = new ArrayList<>(List.of("override", Words.quote(cover.rotation()), Words.quote(cover.person())));
        if (cover.from() != null) {
            words.add("--from=" + Words.quoteAlways(cover.from()));
        }
        words.add("--until=" + Words.quoteAlways(cover.until()));
        return words;
    }

    static List<String> optional(@Nullable String word) {
        return word == null ? List.of() : List.of(Words.quote(word));
    }
}
