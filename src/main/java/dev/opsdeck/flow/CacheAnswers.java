package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Cache;
import dev.opsdeck.catalog.CacheQuestion;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.Nearest;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Next;
import dev.opsdeck.message.UsageText;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Answers what people ask caches. */
@Singleton
final class CacheAnswers {
    private static final int SUGGESTIONS = 3;

    private static final List<CacheQuestion> OVERVIEW = List.of(
            CacheQuestion.PING, CacheQuestion.INFO, CacheQuestion.MEMORY, CacheQuestion.HIT_RATE, CacheQuestion.SIZE);

    private final Names names;
    private final Asking asking;
    private final Grammar grammar;
    private final AuditTrail audit;
    private final Journaled journaled;

    CacheAnswers(Names names, Asking asking, Grammar grammar, AuditTrail audit, Journaled journaled) {
        this.names = names;
        this.asking = asking;
        this.grammar = grammar;
        this.audit = audit;
        this.journaled = journaled;
    }

    Reply answer(Caller caller, Command.Cache cache) {
        return switch (names.thing(caller, cache.cache(), Section.CACHES)) {
            case Names.Thing.NotClear<Cache>(Message answer) -> new Reply.Private(answer);
            case Names.Thing.One<Cache>(Found.One<Cache> found) -> answer(caller, cache, found);
        };
    }

    private Reply answer(Caller caller, Command.Cache cache, Found.One<Cache> found) {
        var subject =
                new Asking.Subject(cache.action(), found.system(), found.thing().service(), found.fullName());
        if (cache.question() == null) {
            List<Asking.Question> overview = OVERVIEW.stream()
                    .map(question -> Asking.Question.of(question.word(), new Probe.Cache(found.name(), question, null)))
                    .toList();
            return asking.several(caller, subject, overview, next(found));
        }
        Optional<CacheQuestion> question = CacheQuestion.of(cache.question());
        if (question.isEmpty()) {
            return unknown(caller, found, cache);
        }
        String word = question.get().word() + (cache.of() == null ? "" : " " + cache.of());
        return asking.one(
                caller,
                subject,
                Asking.Question.of(word, new Probe.Cache(found.name(), question.get(), cache.of())),
                cache.csv(),
                List.of());
    }

    private Reply unknown(Caller caller, Found.One<Cache> found, Command.Cache cache) {
        audit.record(journaled.request(caller, found.fullName(), "mistake")).join();
        List<String> words =
                Arrays.stream(CacheQuestion.values()).map(CacheQuestion::word).toList();
        String typed = String.valueOf(cache.question());
        List<String> near = Nearest.some(typed, words, SUGGESTIONS).stream()
                .map(word -> grammar.canonical(new Command.Cache(found.fullName(), word, cache.of(), cache.csv())))
                .toList();
        return new Reply.Private(UsageText.of(
                "A cache cannot be asked \"" + typed + "\". It can be asked: " + String.join(", ", words) + ".",
                null,
                near));
    }

    /** Those that need nothing more; keys, ttl, length and config need to be told which. */
    private List<Next> next(Found.One<Cache> found) {
        return Arrays.stream(CacheQuestion.values())
                .filter(question -> !question.needsMore())
                .map(question -> new Next(
                        question.word(),
                        grammar.canonical(new Command.Cache(found.fullName(), question.word(), null, false))))
                .toList();
    }
}
