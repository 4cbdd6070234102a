package dev.opsdeck.command;

import static dev.opsdeck.catalog.Risk.READ;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code incident}. */
final class IncidentArguments {
    private static final Pattern NUMBER = Pattern.compile("(?i)(?:inc-|#)?(\\d{1,18})");
    private static final Pattern VALUE = Pattern.compile("([a-z][a-z0-9-]*)=(.*)", Pattern.DOTALL);
    private static final List<String> WORDS = List.of(
            "declare",
            "ack",
            "mitigate",
            "note",
            "correct",
            "severity",
            "role",
            "update",
            "resolve",
            "reopen",
            "list",
            "show",
            "timeline",
            "clocks",
            "action",
            "postmortem",
            "metrics");

    /** As many as a sentence has: a title needs no quotes. */
    private static final int MOST_WORDS = 80;

    static final Verb INCIDENT = Verb.of(
                    Verbs.entry(
                            "incident",
                            "incident declare|ack|mitigate|note|correct|severity|role|update|resolve|reopen|list|show"
                                    + "|timeline|clocks|action|postmortem|metrics [number] [text] [--system=NAME]"
                                    + " [--impact=TEXT] [--since=30d] [--summary=TEXT] [--cause=TEXT]"
                                    + " [--template=NAME] [--owner=PERSON] [--done=ITEM] [--all] [--publish]"
                                    + " [--stop]",
                            "Declares an incident and leads through it, from the first page to the post-mortem.",
                            READ,
                            "incident declare P1 checkout fails --impact=\"nobody can pay\"",
                            "incident ack 12",
                            "incident note 12 restarted the cache",
                            "incident severity 12 P2",
                            "incident role 12 commander @ada",
                            "incident update 12 status=Identified next-steps=\"roll back\"",
                            "incident resolve 12 --summary=\"rolled back\" --cause=\"bad release\"",
                            "incident list --all --since=30d"),
                    1,
                    MOST_WORDS,
                    "declare|ack|update|resolve|…",
                    IncidentArguments::read)
            .flags("--all", "--publish", "--stop")
            .values("--system", "--impact", "--since", "--summary", "--cause", "--template", "--owner", "--done");

    private IncidentArguments() {}

    private static Command read(Arguments given) throws MistakeException {
        String word = given.first().toLowerCase(Locale.ROOT);
        List<String> rest = given.positionals().subList(1, given.positionals().size());
        return new Command.Incident(
                switch (word) {
                    case "declare", "new", "start" ->
                        new IncidentCommand.Declare(joined(rest), given.value("--system"), given.value("--impact"));
                    case "note", "log" -> note(rest);
                    case "correct" -> correct(rest);
                    case "severity", "sev" -> rate(rest);
                    case "role" -> assign(rest);
                    case "update" -> update(rest, given);
                    case "action" -> action(rest, given);
                    case "list" ->
                        new IncidentCommand.Overview(one(rest, given, "a system"), given.flag("--all"), period(given));
                    case "metrics" -> new IncidentCommand.Metrics(one(rest, given, "a system"), period(given));
                    default -> ofNumber(word, alone(word, rest), given);
                });
    }

    private static IncidentCommand ofNumber(String word, @Nullable String number, Arguments given)
            throws MistakeException {
        return switch (word) {
            case "ack", "acknowledge" -> new IncidentCommand.Acknowledge(number);
            case "mitigate", "mitigated" -> new IncidentCommand.Mitigate(number);
            case "reopen" -> new IncidentCommand.Reopen(number);
            case "resolve", "resolved" ->
                new IncidentCommand.Resolve(number, given.value("--summary"), given.value("--cause"));
            case "show" -> new IncidentCommand.Show(number);
            case "timeline" -> new IncidentCommand.Timeline(number);
            case "clocks" -> new IncidentCommand.Clocks(number, given.flag("--stop"));
            case "postmortem", "post-mortem" -> new IncidentCommand.PostMortem(number, given.flag("--publish"));
            default -> {
                List<String> near = Nearest.to(word, WORDS);
                throw new MistakeException("An incident cannot be asked to \"" + word + "\". "
                        + (near.isEmpty() ? "There is: " + String.join(", ", WORDS) : "Did you mean " + near.getFirst())
                        + (near.isEmpty() ? "." : "?"));
            }
        };
    }

    private static IncidentCommand note(List<String> rest) throws MistakeException {
        String number = number(rest);
        String text = joined(after(number, rest));
        return new IncidentCommand.Note(number, needed(text, "note needs a text, as in: incident note restarted it"));
    }

    private static IncidentCommand correct(List<String> rest) throws MistakeException {
        String example = "correct needs the number of the incident, that of the entry, and the text, as in: incident"
                + " correct 12 345 it was the other cache";
        String number = number(rest);
        List<String> more = after(number, rest);
        boolean both = number(more) != null;
        List<String> text = both ? more.subList(1, more.size()) : more;
        String entry = needed(both ? number(more) : number, example);
        return new IncidentCommand.Correct(both ? number : null, entry, needed(joined(text), example));
    }

    private static IncidentCommand rate(List<String> rest) throws MistakeException {
        String number = number(rest);
        String severity = joined(after(number, rest));
        return new IncidentCommand.Rate(
                number, needed(severity, "severity needs the severity, as in: incident severity 12 P2"));
    }

    private static IncidentCommand assign(List<String> rest) throws MistakeException {
        String number = number(rest);
        List<String> more = after(number, rest);
        if (more.isEmpty() || more.size() > 2) {
            throw new MistakeException(
                    "role needs commander, communications or scribe, and perhaps a person, as in: incident role 12"
                            + " commander @ada");
        }
        String person = more.size() == 2 ? more.get(1) : null;
        return new IncidentCommand.Assign(number, more.getFirst(), person);
    }

    private static IncidentCommand update(List<String> rest, Arguments given) throws MistakeException {
        String number = number(rest);
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : after(number, rest)) {
            var matcher = VALUE.matcher(word);
            if (!matcher.matches()) {
                throw new MistakeException("\"" + word
                        + "\" is not name=value. Put a value of several words in quotes: actions=\"rolled back\".");
            }
            values.put(matcher.group(1), matcher.group(2));
        }
        return new IncidentCommand.Update(number, given.value("--template"), values);
    }

    private static IncidentCommand action(List<String> rest, Arguments given) throws MistakeException {
        String number = number(rest);
        String text = joined(after(number, rest));
        String done = given.value("--done");
        if (text == null && done == null) {
            throw new MistakeException(
                    "action needs what is to be done, or --done and the number of what was done, as in: incident"
                            + " action 12 watch the queue --owner=@ada");
        }
        return new IncidentCommand.Action(number, text, given.value("--owner"), done);
    }

    private static @Nullable String alone(String word, List<String> rest) throws MistakeException {
        if (rest.isEmpty()) {
            return null;
        }
        String number = number(rest);
        if (number == null || rest.size() > 1) {
            throw new MistakeException("\"" + String.join(" ", rest) + "\" is not the number of an incident, as in:"
                    + " incident " + word + " 12");
        }
        return number;
    }

    private static @Nullable String one(List<String> rest, Arguments given, String what) throws MistakeException {
        if (rest.size() > 1) {
            throw new MistakeException("\"" + String.join(" ", rest) + "\" is not the name of " + what + ".");
        }
        return rest.isEmpty() ? given.value("--system") : rest.getFirst();
    }

    private static @Nullable String period(Arguments given) throws MistakeException {
        String since = given.value("--since");
        if (since != null && Period.parse(since).isEmpty()) {
            throw new MistakeException(
                    "\"" + since + "\" is not a time to look back. Say 30m, 24h, 7d or 2w, for example.");
        }
        return since == null ? null : since.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String number(List<String> words) {
        if (words.isEmpty()) {
            return null;
        }
        var matcher = NUMBER.matcher(words.getFirst());
        return matcher.matches() ? matcher.group(1) : null;
    }

    private static List<String> after(@Nullable String number, List<String> words) {
        return number == null ? words : words.subList(1, words.size());
    }

    private static @Nullable String joined(List<String> words) {
        return words.isEmpty() ? null : String.join(" ", words);
    }

    private static String needed(@Nullable String text, String otherwise) throws MistakeException {
        if (text == null) {
            throw new MistakeException(otherwise);
        }
        return text;
    }

    static List<String> canonical(IncidentCommand command) {
        return Stream.concat(Stream.of(command.word()), rest(command).stream()).toList();
    }

    private static List<String> rest(IncidentCommand command) {
        var words = new Line();
        switch (command) {
            case IncidentCommand.Declare(String title, String system, String impact) ->
                words.word(title).option("--system", system).option("--impact", impact);
            case IncidentCommand.Acknowledge(String number) -> words.word(number);
            case IncidentCommand.Mitigate(String number) -> words.word(number);
            case IncidentCommand.Reopen(String number) -> words.word(number);
            case IncidentCommand.Note(String number, String text) ->
                words.word(number).word(text);
            case IncidentCommand.Correct(String number, String entry, String text) ->
                words.word(number).word(entry).word(text);
            case IncidentCommand.Rate(String number, String severity) ->
                words.word(number).word(severity);
            case IncidentCommand.Assign(String number, String duty, String person) ->
                words.word(number).word(duty).word(person);
            case IncidentCommand.Update(String number, String template, Map<String, String> values) -> {
                words.word(number);
                values.forEach((name, value) -> words.word(name + "=" + value));
                words.option("--template", template);
            }
            case IncidentCommand.Resolve(String number, String summary, String cause) ->
                words.word(number).option("--summary", summary).option("--cause", cause);
            case IncidentCommand.Overview(String system, boolean all, String since) ->
                words.word(system).flag("--all", all).option("--since", since);
            case IncidentCommand.Show(String number) -> words.word(number);
            case IncidentCommand.Timeline(String number) -> words.word(number);
            case IncidentCommand.Clocks(String number, boolean stop) ->
                words.word(number).flag("--stop", stop);
            case IncidentCommand.Action(String number, String text, String owner, String done) ->
                words.word(number).word(text).option("--owner", owner).option("--done", done);
            case IncidentCommand.PostMortem(String number, boolean publish) ->
                words.word(number).flag("--publish", publish);
            case IncidentCommand.Metrics(String system, String since) ->
                words.word(system).option("--since", since);
        }
        return words.words;
    }

    /** The words of a command line, one after the other. */
    private static final class Line {
        private final List<String> words = new ArrayList<>();

        Line word(@Nullable String word) {
            if (word != null) {
                words.add(Words.quote(word));
            }
            return this;
        }

        Line option(String name, @Nullable String value) {
            if (value != null) {
                words.add(name + "=" + Words.quoteAlways(value));
            }
            return this;
        }

        Line flag(String name, boolean given) {
            if (given) {
                words.add(name);
            }
            return this;
        }
    }
}
