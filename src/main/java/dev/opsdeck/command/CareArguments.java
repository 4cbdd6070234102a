package dev.opsdeck.command;

import dev.opsdeck.catalog.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what changes a database, and writes it back. */
final class CareArguments {
    static final String OLDER_THAN = "--older-than";
    static final String IN_TRANSACTION = "--in-transaction";

    private static final Set<String> DATABASE = Set.of(
            "kill-long",
            "kill-idle",
            "kill",
            "vacuum",
            "vacuum-analyze",
            "vacuum-full",
            "analyze",
            "reindex",
            "create-index",
            "set");

    private static final Pattern VALUE = Pattern.compile("(older[-_]than|tables?)=(.+)");
    private static final Pattern PID = Pattern.compile("\\d{1,9}");
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Arguments given;
    private final String word;
    private final List<String> names = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    private CareArguments(Arguments given) {
        this.given = given;
        List<String> words = given.positionals();
        this.word = normal(words.get(1));
        for (String rest : words.subList(2, words.size())) {
            Matcher value = VALUE.matcher(rest);
            if (value.matches()) {
                values.put(value.group(1).replace('_', '-').replaceFirst("^table$", "tables"), value.group(2));
            } else {
                names.add(rest);
            }
        }
    }

    static boolean changesDatabase(Arguments given) {
        String word = given.optional(1);
        return word != null && DATABASE.contains(normal(word));
    }

    static Command database(Arguments given) throws MistakeException {
        return new Command.DatabaseChange(given.first(), new CareArguments(given).care(), Terms.read(given));
    }

    /** The options of changes mean nothing to a question. */
    static void onlyAsked(Arguments given, String changes) throws MistakeException {
        boolean changing =
                !Terms.read(given).equals(Terms.NONE) || given.flag(IN_TRANSACTION) || given.value(OLDER_THAN) != null;
        if (changing) {
            throw new MistakeException(
                    "This only asks, and these options are for what changes something: " + changes + ".");
        }
    }

    private DatabaseCare care() throws MistakeException {
        return switch (word) {
            case "kill-long" -> new DatabaseCare.KillLong(none(olderThan(LONG)));
            case "kill-idle" -> new DatabaseCare.KillIdle(none(olderThan(IDLE)), given.flag(IN_TRANSACTION));
            case "kill" -> new DatabaseCare.Kill(pid());
            case "vacuum" -> new DatabaseCare.Vacuum(atMostOne(), false, false);
            case "vacuum-analyze" -> new DatabaseCare.Vacuum(atMostOne(), true, false);
            case "vacuum-full" -> new DatabaseCare.Vacuum(one("table"), false, true);
            case "analyze" -> new DatabaseCare.Analyze(tables());
            case "reindex" -> new DatabaseCare.Reindex(one("index or table"));
            case "create-index" -> new DatabaseCare.CreateIndex(one("index of the catalog"));
            default -> set();
        };
    }

    private DatabaseCare set() throws MistakeException {
        if (names.size() != 2) {
            throw new MistakeException("set needs a parameter and its new value, as in: db main set work_mem 64MB");
        }
        return new DatabaseCare.SetParameter(names.getFirst().toLowerCase(Locale.ROOT), names.get(1));
    }

    private int pid() throws MistakeException {
        String typed = one("pid");
        if (!PID.matcher(typed).matches()) {
            throw new MistakeException("\"" + typed + "\" is not the pid of a session. List them with: db … active");
        }
        return Integer.parseInt(typed);
    }

    private Duration olderThan(Duration usual) throws MistakeException {
        String typed = Objects.requireNonNullElse(
                given.value(OLDER_THAN), values.getOrDefault("older-than", Durations.format(usual)));
        return Durations.parse(typed.toLowerCase(Locale.ROOT))
                .filter(length -> length.isPositive())
                .orElseThrow(() ->
                        new MistakeException("\"" + typed + "\" is no length of time. Write it like 30s, 5m or 2h."));
    }

    private Duration none(Duration olderThan) throws MistakeException {
        if (!names.isEmpty()) {
            throw tooMuch(names.getFirst());
        }
        return olderThan;
    }

    private List<String> tables() {
        List<String> tables = new ArrayList<>(names);
        String listed = values.get("tables");
        if (listed != null) {
            tables.addAll(Arrays.asList(listed.split(",")));
        }
        return tables.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private @Nullable String atMostOne() throws MistakeException {
        List<String> tables = tables();
        if (tables.size() > 1) {
            throw tooMuch(tables.get(1));
        }
        return tables.isEmpty() ? null : tables.getFirst();
    }

    private String one(String what) throws MistakeException {
        String name = atMostOne();
        if (name == null) {
            throw new MistakeException(word + " needs to be told which " + what + ".");
        }
        return name;
    }

    private MistakeException tooMuch(String extra) {
        return new MistakeException("\"" + extra + "\" is too much for " + word + ".");
    }

    private static String normal(String typed) {
        return typed.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> canonical(Command.DatabaseChange change) {
        var words = new ArrayList<String>();
        words.add(Words.quote(change.database()));
        switch (change.care()) {
            case DatabaseCare.KillLong(Duration olderThan) -> {
                words.add("kill-long");
                words.add(option(olderThan));
            }
            case DatabaseCare.KillIdle(Duration olderThan, boolean inTransaction) -> {
                words.add("kill-idle");
                words.add(option(olderThan));
                if (inTransaction) {
                    words.add(IN_TRANSACTION);
                }
            }
            case DatabaseCare.Kill(int pid) -> words.addAll(List.of("kill", Integer.toString(pid)));
            case DatabaseCare.Vacuum vacuum -> {
                words.add(vacuum.full() ? "vacuum-full" : vacuum.analyze() ? "vacuum-analyze" : "vacuum");
                if (vacuum.table() != null) {
                    words.add(Words.quote(vacuum.table()));
                }
            }
            case DatabaseCare.Analyze(List<String> tables) -> {
                words.add("analyze");
                tables.forEach(table -> words.add(Words.quote(table)));
            }
            case DatabaseCare.Reindex(String name) -> words.addAll(List.of("reindex", Words.quote(name)));
            case DatabaseCare.CreateIndex(String name) -> words.addAll(List.of("create-index", Words.quote(name)));
            case DatabaseCare.SetParameter(String parameter, String value) ->
                words.addAll(List.of("set", Words.quote(parameter), Words.quote(value)));
        }
        words.addAll(change.terms().words());
        return words;
    }

    private static String option(Duration length) {
        return OLDER_THAN + "=" + Durations.format(length);
    }
}
