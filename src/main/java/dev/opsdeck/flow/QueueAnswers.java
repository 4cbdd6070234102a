package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Cache;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Nearest;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Queue;
import dev.opsdeck.catalog.QueueQuestion;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Next;
import dev.opsdeck.message.UsageText;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers how much waits in queues, and what failed. */
@Singleton
final class QueueAnswers {
    private static final int SUGGESTIONS = 2;

    private final Names names;
    private final Asking asking;
    private final Grammar grammar;
    private final AuditTrail audit;
    private final Journaled journaled;

    QueueAnswers(Names names, Asking asking, Grammar grammar, AuditTrail audit, Journaled journaled) {
        this.names = names;
        this.asking = asking;
        this.grammar = grammar;
        this.audit = audit;
        this.journaled = journaled;
    }

    Reply answer(Caller caller, Command.Queue queue) {
        return switch (names.thing(caller, queue.queue(), Section.QUEUES)) {
            case Names.Thing.NotClear<Queue>(Message answer) -> new Reply.Private(answer);
            case Names.Thing.One<Queue>(Found.One<Queue> found) -> answer(caller, queue, found);
        };
    }

    private Reply answer(Caller caller, Command.Queue queue, Found.One<Queue> found) {
        var subject = new Asking.Subject(
                queue.action(), found.system(), service(found.system(), found.thing()), found.fullName());
        List<QueueQuestion> known = questions(found.thing());
        if (queue.question() == null && known.size() > 1) {
            List<Asking.Question> all =
                    known.stream().map(question -> question(found, question)).toList();
            return asking.several(caller, subject, all, next(found, known));
        }
        String typed = queue.question() == null ? word(known.getFirst()) : queue.question();
        return known.stream()
                .filter(question -> word(question).equalsIgnoreCase(typed))
                .findFirst()
                .map(question -> asking.one(caller, subject, question(found, question), queue.csv(), List.of()))
                .orElseGet(() -> unknown(caller, found, typed, known));
    }

    private Reply unknown(Caller caller, Found.One<Queue> found, String typed, List<QueueQuestion> known) {
        audit.record(journaled.request(caller, found.fullName(), "mistake")).join();
        List<String> words = known.stream().map(QueueAnswers::word).toList();
        List<String> near = Nearest.some(typed, words, SUGGESTIONS).stream()
                .map(word -> command(found, word))
                .toList();
        return new Reply.Private(UsageText.of(
                "This queue cannot be asked \"" + typed + "\". It can be asked: " + String.join(", ", words) + ".",
                null,
                near));
    }

    private static Asking.Question question(Found.One<Queue> found, QueueQuestion question) {
        return Asking.Question.of(word(question), new Probe.Queue(found.name(), question));
    }

    private List<Next> next(Found.One<Queue> found, List<QueueQuestion> known) {
        return known.stream()
                .map(question -> new Next(word(question), command(found, word(question))))
                .toList();
    }

    private static List<QueueQuestion> questions(Queue queue) {
        return switch (queue) {
            case Queue.Celery _ -> List.of(QueueQuestion.DEPTH, QueueQuestion.FAILED);
            case Queue.RedisList list ->
                list.failed() == null
                        ? List.of(QueueQuestion.DEPTH)
                        : List.of(QueueQuestion.DEPTH, QueueQuestion.FAILED);
            case Queue.Kafka _ -> List.of(QueueQuestion.LAG);
        };
    }

    /** The service that serves the cache; Kafka's brokers are no service of the catalog. */
    private static @Nullable String service(ManagedSystem system, Queue queue) {
        String name =
                switch (queue) {
                    case Queue.Celery celery -> celery.cache();
                    case Queue.RedisList list -> list.cache();
                    case Queue.Kafka _ -> "";
                };
        Cache cache = system.caches().get(name);
        return cache == null ? null : cache.service();
    }

    private String command(Found.One<Queue> found, String word) {
        return grammar.canonical(new Command.Queue(found.fullName(), word, false));
    }

    private static String word(QueueQuestion question) {
        return question.name().toLowerCase(Locale.ROOT);
    }
}
