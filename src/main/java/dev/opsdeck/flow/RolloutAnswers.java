package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.Nearest;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Next;
import dev.opsdeck.message.UsageText;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** Answers how far rollouts on Kubernetes are, and what else there is to know about a workload. */
@Singleton
final class RolloutAnswers {
    private static final int SUGGESTIONS = 2;

    private final Names names;
    private final Asking asking;
    private final Grammar grammar;
    private final AuditTrail audit;
    private final Journaled journaled;

    RolloutAnswers(Names names, Asking asking, Grammar grammar, AuditTrail audit, Journaled journaled) {
        this.names = names;
        this.asking = asking;
        this.grammar = grammar;
        this.audit = audit;
        this.journaled = journaled;
    }

    /** What can be asked, with the rollout itself first. */
    private enum Topic {
        ROLLOUT(Probe.Rollout::new),
        EVENTS(Probe.Events::new),
        AUTOSCALER(Probe.Autoscaler::new);

        private final Function<String, Probe> probe;

        Topic(Function<String, Probe> probe) {
            this.probe = probe;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Reply answer(Caller caller, Command.Rollout rollout) {
        return switch (names.thing(caller, rollout.service(), Section.SERVICES)) {
            case Names.Thing.NotClear<Service>(Message answer) -> new Reply.Private(answer);
            case Names.Thing.One<Service>(Found.One<Service> found) -> answer(caller, rollout, found);
        };
    }

    private Reply answer(Caller caller, Command.Rollout rollout, Found.One<Service> found) {
        if (!(found.system().runtime() instanceof Runtime.Kubernetes)) {
            return mistake(
                    caller,
                    found,
                    found.system().name() + " does not run on Kubernetes, so it has no rollouts.",
                    List.of(grammar.canonical(new Command.Status(found.fullName()))));
        }
        String typed = rollout.question() == null ? Topic.ROLLOUT.word() : rollout.question();
        return Stream.of(Topic.values())
                .filter(topic -> topic.word().equalsIgnoreCase(typed))
                .findFirst()
                .map(topic -> asking.one(
                        caller,
                        new Asking.Subject(rollout.action(), found.system(), found.name(), found.fullName()),
                        Asking.Question.of(topic.word(), topic.probe.apply(found.name())),
                        rollout.csv(),
                        next(found, topic)))
                .orElseGet(() -> unknown(caller, found, typed));
    }

    private List<Next> next(Found.One<Service> found, Topic shown) {
        Stream<Next> topics = Stream.of(Topic.values())
                .filter(topic -> topic != shown)
                .map(topic -> new Next(topic.word(), command(found, topic.word())));
        var stats = new Command.Stats(found.fullName(), Command.Stats.Sort.CPU);
        return Stream.concat(topics, Stream.of(new Next("stats", grammar.canonical(stats))))
                .toList();
    }

    private Reply unknown(Caller caller, Found.One<Service> found, String typed) {
        List<String> words = Stream.of(Topic.values()).map(Topic::word).toList();
        return mistake(
                caller,
                found,
                "A rollout cannot be asked \"" + typed + "\". It can be asked: " + String.join(", ", words) + ".",
                Nearest.some(typed, words, SUGGESTIONS).stream()
                        .map(word -> command(found, word))
                        .toList());
    }

    private Reply mistake(Caller caller, Found.One<Service> found, String message, List<String> instead) {
        audit.record(journaled.request(caller, found.fullName(), "mistake")).join();
        return new Reply.Private(UsageText.of(message, null, instead));
    }

    private String command(Found.One<Service> found, String word) {
        String question = word.equals(Topic.ROLLOUT.word()) ? null : word;
        return grammar.canonical(new Command.Rollout(found.fullName(), question, false));
    }
}
