package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.DatabaseQuestion;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Nearest;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Query;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Next;
import dev.opsdeck.message.UsageText;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers what people ask databases: what every PostgreSQL can tell, and the catalog's queries. */
@Singleton
final class DatabaseAnswers {
    private static final int SUGGESTIONS = 3;

    /** What connecting, or starting psql in a container, may take beside the query itself. */
    private static final Duration OVERHEAD = Duration.ofSeconds(5);

    /** What tells at a glance whether a database is well. */
    private static final List<DatabaseQuestion> OVERVIEW = List.of(
            DatabaseQuestion.PING,
            DatabaseQuestion.CONNECTIONS,
            DatabaseQuestion.LONG,
            DatabaseQuestion.LOCKS,
            DatabaseQuestion.HIT_RATE,
            DatabaseQuestion.SIZES);

    private final Names names;
    private final Asking asking;
    private final Grammar grammar;
    private final AuditTrail audit;
    private final Journaled journaled;

    DatabaseAnswers(Names names, Asking asking, Grammar grammar, AuditTrail audit, Journaled journaled) {
        this.names = names;
        this.asking = asking;
        this.grammar = grammar;
        this.audit = audit;
        this.journaled = journaled;
    }

    Reply answer(Caller caller, Command.Db db) {
        return switch (names.thing(caller, db.database(), Section.DATABASES)) {
            case Names.Thing.NotClear<Database>(Message answer) -> new Reply.Private(answer);
            case Names.Thing.One<Database>(Found.One<Database> found) -> answer(caller, db, found);
        };
    }

    private Reply answer(Caller caller, Command.Db db, Found.One<Database> found) {
        var subject =
                new Asking.Subject(db.action(), found.system(), found.thing().service(), found.fullName());
        if (db.question() == null) {
            return asking.several(caller, subject, overview(found), all(found));
        }
        Query query = queries(found).get(db.question());
        if (query != null) {
            var probe = new Probe.Query(query.name(), db.values(), db.explain());
            return asking.one(
                    caller,
                    subject,
                    new Asking.Question(
                            query.name() + (db.explain() ? " (plan)" : ""),
                            probe,
                            query.within().plus(OVERHEAD)),
                    db.csv(),
                    explainNext(found, db));
        }
        Optional<DatabaseQuestion> question = DatabaseQuestion.of(db.question());
        if (question.isEmpty()) {
            return unknown(caller, found, db);
        }
        if (db.explain() || !db.values().isEmpty()) {
            return mistake(
                    caller,
                    found,
                    "\"" + db.question() + "\" takes no values and no --explain: only queries do.",
                    List.of());
        }
        return asking.one(
                caller,
                subject,
                Asking.Question.of(question.get().word(), new Probe.Database(found.name(), question.get())),
                db.csv(),
                List.of());
    }

    private static List<Asking.Question> overview(Found.One<Database> found) {
        return OVERVIEW.stream()
                .map(question -> Asking.Question.of(question.word(), new Probe.Database(found.name(), question)))
                .toList();
    }

    private List<Next> all(Found.One<Database> found) {
        return words(found)
                .map(word -> new Next(word, command(found, word, Map.of(), false)))
                .toList();
    }

    private List<Next> explainNext(Found.One<Database> found, Command.Db db) {
        String word = String.valueOf(db.question());
        return List.of(
                new Next(db.explain() ? "Run it" : "Show its plan", command(found, word, db.values(), !db.explain())));
    }

    private Reply unknown(Caller caller, Found.One<Database> found, Command.Db db) {
        String typed = String.valueOf(db.question());
        List<String> near = Nearest.some(typed, words(found).toList(), SUGGESTIONS).stream()
                .map(word -> command(found, word, db.values(), db.explain()))
                .toList();
        return mistake(caller, found, "A database cannot be asked \"" + typed + "\".", near);
    }

    private Reply mistake(Caller caller, Found.One<Database> found, String message, List<String> near) {
        audit.record(journaled.request(caller, found.fullName(), "mistake")).join();
        String can = " It can be asked: " + String.join(", ", words(found).toList()) + ".";
        return new Reply.Private(UsageText.of(message + can, null, near));
    }

    /** What may be asked, those that help most often first, and the queries of this database. */
    private static Stream<String> words(Found.One<Database> found) {
        return Stream.concat(
                Stream.concat(OVERVIEW.stream(), Arrays.stream(DatabaseQuestion.values()))
                        .distinct()
                        .map(DatabaseQuestion::word),
                queries(found).keySet().stream());
    }

    private static Map<String, Query> queries(Found.One<Database> found) {
        ManagedSystem system = found.system();
        var queries = new java.util.LinkedHashMap<>(system.queries());
        queries.values().removeIf(query -> !query.database().equals(found.name()));
        return queries;
    }

    private String command(Found.One<Database> found, String word, Map<String, String> values, boolean explain) {
        return grammar.canonical(new Command.Db(found.fullName(), word, values, explain, false));
    }
}
