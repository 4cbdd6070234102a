package dev.opsdeck.command;

import static dev.opsdeck.catalog.Risk.CHANGE;
import static dev.opsdeck.catalog.Risk.DESTRUCTIVE;
import static dev.opsdeck.catalog.Risk.READ;

import dev.opsdeck.catalog.Risk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the commands that look after hosts, web servers, certificates, secrets and logs. */
final class UpkeepArguments {
    private static final Pattern VALUE =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*)=(.*)", Pattern.DOTALL);
    private static final int MOST_VALUES = 12;
    private static final String ON = "--on";
    private static final String UNTIL = "--until";
    private static final String UNBLOCK = "--unblock";
    private static final String INSIST = "--insist";

    static final Verb EXEC = verb(
            "exec",
            "<command>",
            "[name=value …]",
            1 + MOST_VALUES,
            "Runs a program that the catalog names, on a host or in a container, and keeps what it prints.",
            READ,
            UpkeepArguments::exec,
            "exec reindex table=orders",
            "exec shop/clear-uploads --dry-run");

    static final Verb BLOCK = verb(
                    "block",
                    "<address>",
                    "[--on=WEB-SERVER] [--until=8h|2026-12-01T08:00] [--unblock] [--insist]",
                    1,
                    "Blocks an address or a range in a web server, for good or until a time, its configuration tested first;"
                            + " or lets it in again.",
                    CHANGE,
                    UpkeepArguments::block,
                    "block 203.0.113.9 --reason=\"password guessing\"",
                    "block 203.0.113.9 --until=2h",
                    "block 2001:db8:7::/48 --on=shop/front",
                    "block 203.0.113.9 --unblock")
            .andFlags(UNBLOCK, INSIST)
            .andValues(ON, UNTIL);

    static final Verb MAINTENANCE_PAGE = verb(
            "maintenance-page",
            "<on|off>",
            "[web-server]",
            2,
            "Has a web server answer everybody with its maintenance page, or no longer; proven from outside.",
            CHANGE,
            given -> new Command.MaintenancePage(on(given.first()), given.optional(1), Terms.read(given)),
            "maintenance-page on",
            "maintenance-page off shop/front");

    static final Verb RELOAD = Verb.of(
                    Verbs.entry(
                            "reload",
                            "reload [web-server]" + Terms.USAGE,
                            "Tests the configuration of a web server and has it read anew.",
                            CHANGE,
                            "reload",
                            "reload shop/front"),
                    0,
                    1,
                    "[web-server]",
                    given -> new Command.Reload(given.optional(0), Terms.read(given)))
            .terms();

    static final Verb ROTATE = verb(
            "rotate",
            "<secret>",
            "",
            1,
            "Replaces a secret by a new one, keeping the old until all that use it are healthy with the new.",
            DESTRUCTIVE,
            given -> new Command.Rotate(given.first(), Terms.read(given)),
            "rotate session-key");

    static final Verb RENEW = verb(
            "renew",
            "<certificate>",
            "",
            1,
            "Renews a certificate, has the web server read it, and looks whether it is served.",
            CHANGE,
            given -> new Command.Renew(given.first(), Terms.read(given)),
            "renew shop");

    static final Verb ROTATE_LOGS = verb(
            "rotate-logs",
            "<log|service|host>",
            "",
            1,
            "Rotates logs.",
            CHANGE,
            given -> new Command.RotateLogs(given.first(), Terms.read(given)),
            "rotate-logs backend");

    private UpkeepArguments() {}

    private static Verb verb(
            String word,
            String label,
            String more,
            int most,
            String summary,
            Risk risk,
            Verb.Reader reader,
            String... examples) {
        String usage = word + " " + label + (more.isEmpty() ? "" : " " + more) + Terms.USAGE;
        return Verb.of(Verbs.entry(word, usage, summary, risk, examples), 1, most, label, reader)
                .terms();
    }

    private static boolean on(String typed) throws MistakeException {
        return switch (typed.toLowerCase(Locale.ROOT)) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new MistakeException("Say on or off, not \"" + typed + "\".");
        };
    }

    private static Command block(Arguments given) throws MistakeException {
        String until = given.value(UNTIL);
        if (until != null && Moment.parse(until).isEmpty()) {
            throw new MistakeException("\"" + until + "\" is no time. " + Moment.HINT);
        }
        if (until != null && given.flag(UNBLOCK)) {
            throw new MistakeException("What is let in again stays so: leave --until away.");
        }
        return new Command.Block(
                given.first(), given.value(ON), given.flag(UNBLOCK), given.flag(INSIST), until, Terms.read(given));
    }

    private static Command exec(Arguments given) throws MistakeException {
        List<String> words = given.positionals();
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words.subList(1, words.size())) {
            Matcher value = VALUE.matcher(word);
            if (!value.matches()) {
                throw new MistakeException("\"" + word + "\" is too much: values are written name=value.");
            }
            if (values.put(value.group(1), value.group(2)) != null) {
                throw new MistakeException(value.group(1) + " was given more than once.");
            }
        }
        return new Command.Exec(given.first(), values, Terms.read(given));
    }

    static List<String> canonical(Command.UpkeepChange change) {
        var words = new ArrayList<String>();
        switch (change) {
            case Command.Exec exec -> {
                words.add(Words.quote(exec.command()));
                exec.values().forEach((name, value) -> words.add(Words.quote(name + "=" + value)));
            }
            case Command.Block block -> {
                words.add(Words.quote(block.address()));
                add(words, block.server() == null ? null : ON + "=" + Words.quote(block.server()));
                add(words, block.until() == null ? null : UNTIL + "=" + Words.quote(block.until()));
                add(words, block.unblock() ? UNBLOCK : null);
                add(words, block.insist() ? INSIST : null);
            }
            case Command.MaintenancePage page -> {
                words.add(page.on() ? "on" : "off");
                add(words, page.server() == null ? null : Words.quote(page.server()));
            }
            case Command.Reload reload -> add(words, reload.server() == null ? null : Words.quote(reload.server()));
            case Command.Rotate rotate -> words.add(Words.quote(rotate.secret()));
            case Command.Renew renew -> words.add(Words.quote(renew.certificate()));
            case Command.RotateLogs logs -> words.add(Words.quote(logs.logs()));
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
