package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.DatabaseQuestion;
import dev.opsdeck.catalog.Durations;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.StepSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.ExplainStatement;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.create.index.CreateIndex;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.util.TablesNamesFinder;
import org.jspecify.annotations.Nullable;

/** What SQL statements mean to the catalog. */
public final class Sql {
    private static final Pattern INTERVAL =
            Pattern.compile("interval\\s+'(\\d{1,4})\\s*(s|m|h|d)[a-z]*'", Pattern.CASE_INSENSITIVE);
    private static final Pattern UPKEEP = Pattern.compile(
            "(vacuum|analyze|reindex|show|alter\\s+system)\\b\\s*(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern SETTING =
            Pattern.compile("set\\s+([a-z_.]+)\\s*(?:=|to)\\s*'?([^';]+)'?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARTIAL_INDEX = Pattern.compile(
            "(create\\s+(?:unique\\s+)?index.*?)\\swhere\\s+(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration IDLE = Duration.ofMinutes(10);

    private Sql() {}

    /** What all statements of the text mean, in their order; unknown when one of them is. */
    public static Meaning read(String sql, String title, Gathered system) {
        return read(sql, title, system.data().database(system, null), system);
    }

    static Meaning read(String sql, String title, String database, Gathered system) {
        var steps = new ArrayList<StepSpec>();
        var probes = new ArrayList<Probe>();
        for (String statement : statements(sql)) {
            switch (one(statement, title, database, system)) {
                case Meaning.Does(List<StepSpec> more) -> steps.addAll(more);
                case Meaning.Asks(List<Probe> more) -> probes.addAll(more);
                case Meaning.Unknown unknown -> {
                    return unknown;
                }
                case Meaning.Enters _, Meaning.Nothing _ -> {}
            }
        }
        if (!steps.isEmpty() && !probes.isEmpty()) {
            return new Meaning.Unknown("It both asks and changes something; make two lines of it.");
        }
        return steps.isEmpty()
                ? probes.isEmpty() ? new Meaning.Nothing() : new Meaning.Asks(probes)
                : new Meaning.Does(steps);
    }

    /** Statements without comments and semicolons; a semicolon within quotes ends none. */
    public static List<String> statements(String sql) {
        var all = new ArrayList<String>();
        var one = new StringBuilder();
        boolean quoted = false;
        for (String line : sql.lines()
                .filter(it -> !it.strip().startsWith("--") && !it.strip().startsWith("\\"))
                .toList()) {
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                quoted ^= c == '\'';
                if (c == ';' && !quoted) {
                    all.add(one.toString().strip());
                    one.setLength(0);
                } else {
                    one.append(c);
                }
            }
            one.append('\n');
        }
        all.add(one.toString().strip());
        return all.stream().filter(statement -> !statement.isEmpty()).toList();
    }

    private static Meaning one(String sql, String title, String database, Gathered system) {
        Matcher upkeep = UPKEEP.matcher(sql);
        if (upkeep.matches()) {
            String word = upkeep.group(1).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
            return upkeep(word, upkeep.group(2).strip(), database, system);
        }
        Matcher partial = PARTIAL_INDEX.matcher(sql);
        boolean isPartial = partial.matches();
        // Of an index the parser knows neither this word nor every condition.
        String known = isPartial ? String.valueOf(partial.group(1)) : sql;
        try {
            Statement statement = CCJSqlParserUtil.parse(known.replaceFirst("(?i)\\bconcurrently\\b", ""));
            return statement instanceof CreateIndex index
                    ? index(index, isPartial ? partial.group(2) : null, database, system)
                    : parsed(statement, sql, title, database, system);
        } catch (JSQLParserException e) {
            return new Meaning.Unknown("It is no SQL that opsdeck understands.");
        }
    }

    private static Meaning upkeep(String word, String rest, String database, Gathered system) {
        String lower = rest.toLowerCase(Locale.ROOT);
        String[] words = rest.replaceAll(
                        "\\([^)]*\\)|(?i)\\b(full|analyze|verbose|freeze|concurrently|index|table|database|system)\\b",
                        " ")
                .strip()
                .split("[\\s,]+");
        String name = words.length == 0 || words[0].isEmpty() ? null : words[0];
        return switch (word) {
            case "vacuum" ->
                Meaning.does(new StepSpec.Vacuum(database, name, lower.contains("analyze"), lower.contains("full")));
            case "analyze" -> Meaning.does(new StepSpec.Analyze(database, name == null ? List.of() : List.of(words)));
            case "reindex" ->
                name == null
                        ? new Meaning.Unknown("It does not say which table or index.")
                        : Meaning.does(new StepSpec.Reindex(database, name));
            case "show" ->
                Meaning.asks(
                        lower.contains("connections")
                                ? new Probe.Database(database, DatabaseQuestion.CONNECTIONS)
                                : new Probe.Query(
                                        system.query(
                                                "setting " + rest,
                                                "select current_setting('" + lower.replace("'", "") + "') as value"),
                                        java.util.Map.of(),
                                        false));
            default -> setting(rest, database, system);
        };
    }

    private static Meaning setting(String rest, String database, Gathered system) {
        Matcher matcher = SETTING.matcher(rest);
        if (!matcher.lookingAt()) {
            return new Meaning.Unknown("It changes the server in a way that opsdeck does not know.");
        }
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        system.data().parameter(name);
        return Meaning.does(
                new StepSpec.SetParameter(database, name, matcher.group(2).strip()));
    }

    private static Meaning parsed(Statement statement, String sql, String title, String database, Gathered system) {
        return switch (statement) {
            case Select _ -> select(sql, tables(statement), title, database, system);
            case ExplainStatement explain
            when explain.getStatement() != null ->
                Meaning.asks(new Probe.Query(
                        system.query(title, explain.getStatement().toString()), java.util.Map.of(), true));
            default ->
                new Meaning.Unknown(
                        "It changes data or tables. opsdeck changes data only by programs of the catalog; put a migration there.");
        };
    }

    private static Set<String> tables(Statement statement) {
        return new TablesNamesFinder<Void>()
                .getTables(statement).stream()
                        .map(name -> name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))
                        .collect(java.util.stream.Collectors.toSet());
    }

    private static Meaning select(String sql, Set<String> tables, String title, String database, Gathered system) {
        String lower = sql.toLowerCase(Locale.ROOT);
        if (lower.contains("pg_terminate_backend")) {
            return terminate(lower, database);
        }
        if (lower.contains("pg_cancel_backend")) {
            return new Meaning.Unknown("opsdeck ends sessions; it does not cancel single statements.");
        }
        DatabaseQuestion question = question(lower, tables);
        return Meaning.asks(
                question == null
                        ? new Probe.Query(system.query(title, sql), java.util.Map.of(), false)
                        : new Probe.Database(database, question));
    }

    /** What every PostgreSQL is asked under a word of its own; null for a query of the runbook. */
    private static @Nullable DatabaseQuestion question(String sql, Set<String> tables) {
        if (tables.contains("pg_stat_activity")) {
            boolean byAge = sql.contains("query_start") && (sql.contains("interval") || sql.contains("duration"));
            return byAge
                    ? DatabaseQuestion.LONG
                    : sql.contains("'active'") && !sql.contains("count(")
                            ? DatabaseQuestion.ACTIVE
                            : DatabaseQuestion.CONNECTIONS;
        }
        if (tables.contains("pg_stat_statements")) {
            return DatabaseQuestion.SLOW;
        }
        if (tables.contains("pg_locks")) {
            return DatabaseQuestion.LOCKS;
        }
        if (tables.contains("pg_stat_replication")) {
            return DatabaseQuestion.REPLICATION;
        }
        if (tables.contains("pg_stat_user_indexes")) {
            return DatabaseQuestion.INDEXES;
        }
        if (sql.contains("n_dead_tup")) {
            return DatabaseQuestion.BLOAT;
        }
        boolean sizes = sql.contains("pg_total_relation_size") || sql.contains("pg_database_size");
        return sizes ? DatabaseQuestion.SIZES : sql.contains("version()") ? DatabaseQuestion.VERSION : null;
    }

    private static Meaning terminate(String sql, String database) {
        Matcher matcher = INTERVAL.matcher(sql);
        Duration age = matcher.find()
                ? Durations.parse(matcher.group(1) + matcher.group(2)).orElse(null)
                : null;
        if (sql.contains("'idle")) {
            return Meaning.does(
                    new StepSpec.KillIdle(database, age == null ? IDLE : age, sql.contains("'idle in transaction")));
        }
        return sql.contains("'active'") || sql.contains("query_start")
                ? Meaning.does(new StepSpec.KillLong(database, age == null ? LONG : age))
                : new Meaning.Unknown("It ends sessions without saying which by their state.");
    }

    private static Meaning index(CreateIndex create, @Nullable String condition, String database, Gathered system) {
        String name = create.getIndex().getName();
        system.data()
                .index(
                        name,
                        new Data.Index(
                                create.getTable().getFullyQualifiedName(),
                                create.getIndex().getColumnsNames(),
                                "unique".equalsIgnoreCase(create.getIndex().getType()),
                                condition));
        return Meaning.does(new StepSpec.CreateIndex(database, name));
    }
}
